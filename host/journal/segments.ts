import { createReadStream } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { syncFolder } from '../../machine/durable-file.ts';
import { errnoOf } from '../../machine/errno.ts';
import { diskTroubleOf, type DiskTrouble } from './disk.ts';

/** Where a line stands: a day file, and the bytes in it without the line feed. */
export type Place = { readonly segment: string; readonly offset: number; readonly length: number };

export type WriteTrouble = { readonly code: DiskTrouble; readonly detail: string };

/** The day files of a journal. A clock that jumps may fill them out of order; nothing depends on their order. */
export async function segmentsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^\d{4}-\d{2}-\d{2}\.jsonl$/.test(name)).toSorted();
}

/** Streams a day file line by line. `ended` is false for a last line without its line feed: it was torn in writing. */
export async function* linesIn(
  folder: string,
  segment: string,
): AsyncGenerator<{ readonly place: Place; readonly bytes: Buffer; readonly ended: boolean }> {
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path.join(folder, segment)) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      yield { place: { segment, offset, length: end }, bytes: rest.subarray(0, end), ended: true };
      offset += end + 1;
      rest = rest.subarray(end + 1);
    }
  }
  if (rest.length > 0) yield { place: { segment, offset, length: rest.length }, bytes: rest, ended: false };
}

/** @throws what the file system throws */
export async function cutOff(folder: string, segment: string, lengthBytes: number): Promise<void> {
  const handle = await open(path.join(folder, segment), 'r+');
  try {
    await handle.truncate(lengthBytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @throws what the file system throws, or when the file has become shorter */
export async function readAt(folder: string, place: Place): Promise<Buffer> {
  const handle = await open(path.join(folder, place.segment), 'r');
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(place.length),
      0,
      place.length,
      place.offset,
    );
    if (bytesRead < place.length) throw new Error('a journal line is no longer there');
    return buffer;
  } finally {
    await handle.close();
  }
}

/**
 * Appends lines to the file of the day, each on disk before `append` resolves. One caller at a time.
 *
 * A failed write or sync is final for its handle: what the system has kept of it is unknown. The next append opens the
 * file anew and first cuts it back to the last length that is known to be on disk.
 *
 * @param lengths known good length of each file that is there already, in bytes
 * @param preamble a line that opens each run of writing to a file
 */
export function segmentWriter(
  folder: string,
  clock: Clock,
  lengths: Map<string, number>,
  preamble: () => Buffer,
) {
  let current: { readonly segment: string; readonly handle: FileHandle } | null = null;

  async function handleOf(segment: string): Promise<FileHandle> {
    if (current?.segment === segment) return current.handle;
    await close();
    const handle = await open(path.join(folder, segment), 'a', 0o600);
    current = { segment, handle };
    const { size } = await handle.stat();
    const known = lengths.get(segment) ?? 0;
    if (size < known) throw new Error('a journal file has become shorter');
    if (size > known) await handle.truncate(known);
    if (!lengths.has(segment)) await syncFolder(folder);
    await write(segment, handle, preamble());
    return handle;
  }

  async function write(segment: string, handle: FileHandle, line: Buffer): Promise<Place> {
    const offset = lengths.get(segment) ?? 0;
    await handle.appendFile(line);
    await handle.datasync();
    lengths.set(segment, offset + line.length);
    return { segment, offset, length: line.length - 1 };
  }

  async function close(): Promise<void> {
    const open = current;
    current = null;
    await open?.handle.close();
  }

  return {
    async append(line: Buffer): Promise<Result<Place, WriteTrouble>> {
      try {
        const segment = `${new Date(clock.nowMs()).toISOString().slice(0, 10)}.jsonl`;
        return ok(await write(segment, await handleOf(segment), line));
      } catch (cause) {
        await close().catch(() => undefined);
        return err({ code: diskTroubleOf(cause), detail: errnoOf(cause) });
      }
    },
    close,
  };
}
