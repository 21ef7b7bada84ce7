import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from './journal/disk.ts';

/**
 * Replaces a small file so that a reader finds the old or the new content, never half of one, also after a power cut:
 * written beside, fsynced, renamed, folder fsynced. Mode 0600: only this kiosk's user may read it.
 *
 * @throws what the file system throws; the caller names it
 */
export async function writeDurably(file: string, content: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  await syncFolder(folder);
}
