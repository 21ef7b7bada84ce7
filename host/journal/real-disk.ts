import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../../machine/errno.ts';
import { syncFolder } from '../../machine/durable-file.ts';
import type { JournalDisk, JournalFile } from './journal-disk.ts';

/** {@link JournalDisk} on this machine's file system. */
export const realDisk: JournalDisk = {
  async makeFolder(folder) {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    for (let made = folder; made.length >= first.length; made = path.dirname(made))
      await syncFolder(path.dirname(made));
  },
  list: (folder) => readdir(folder),
  sizeBytes: async (file) => (await stat(file)).size,
  async read(file, offset, lengthBytes) {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(lengthBytes), 0, lengthBytes, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  },
  open: openFile,
  remove: (file) => rm(file, { force: true }),
  rename,
  async syncFolder(folder) {
    try {
      await syncFolder(folder);
    } catch (cause) {
      // Some network shares know no such thing.
      if (errnoOf(cause) !== 'EINVAL') throw cause;
    }
  },
};

async function openFile(file: string): Promise<JournalFile> {
  const handle = await open(file, 'a', 0o600);
  return {
    sizeBytes: async () => (await handle.stat()).size,
    append: (bytes) => handle.appendFile(bytes),
    truncate: (lengthBytes) => handle.truncate(lengthBytes),
    datasync: () => handle.datasync(),
    close: () => handle.close(),
  };
}
