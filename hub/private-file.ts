import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/** The text of a file, or null when there is none. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new Error(`cannot read ${file}`, { cause });
  }
}

/**
 * Writes a small secret that must outlive a power cut: mode 0600, written beside, fsynced, renamed, folder fsynced.
 * The folder itself is made open to others, because an unprivileged PostgreSQL may have to walk through it.
 */
export async function writePrivately(file: string, content: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  if (process.platform !== 'win32') await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
