import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from './errno.ts';

/** The text of a file, or null when there is none. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return null;
    throw new Error(`cannot read ${file}`, { cause });
  }
}

/**
 * Replaces a small file so that a reader finds the old or the new content, never half of one, also after a power cut:
 * written beside, fsynced, renamed, folder fsynced. Mode 0600: only this program's user may read it.
 *
 * @param folderMode of folders that have to be made for it
 * @throws what the file system throws; the caller names it
 */
export async function writeDurably(file: string, content: string, folderMode: number): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: folderMode });
  const beside = `${file}.new`;
  await writeSynced(beside, content, 'w');
  await rename(beside, file);
  await syncFolder(folder);
}

/** Mode 0600, fsynced; a new name is on disk only with `syncFolder`. `wx` throws `EEXIST` when the file is there. */
export async function writeSynced(file: string, content: string, flag: 'w' | 'wx'): Promise<void> {
  const handle = await open(file, flag, 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new file is on disk only when its folder is. Windows cannot open a folder and needs no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
