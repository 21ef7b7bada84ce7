import path from 'node:path';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { errnoOf } from '../../machine/errno.ts';
import { diskTroubleOf, type DiskTrouble } from '../disk-trouble.ts';
import type { JournalFile } from './journal-disk.ts';
import { chainAfter, framed, noChain } from './line.ts';
import type { JournalRecord } from './record.ts';
import { segmentNamed, segmentOf, type JournalPlace, type Place } from './segments.ts';

export type WriteTrouble = { readonly code: DiskTrouble; readonly detail: string };

/** A segment that has grown to this gets no further lines. */
const fullSegmentBytes = 16 * 1024 * 1024;

/** What of a segment is known to be on disk. */
export type SegmentEnd = {
  readonly lengthBytes: number;
  /** Chain value of its last line. */
  readonly chain: string;
};

/** Where a journal ends: each segment by name, oldest first. The writer keeps it up to date. */
export type JournalEnd = Map<string, SegmentEnd>;

export type Writer = {
  /** All of them are on disk before it resolves, by one write and one sync. One caller at a time. */
  readonly append: (...records: readonly JournalRecord[]) => Promise<Result<readonly Place[], WriteTrouble>>;
  readonly close: () => Promise<void>;
};

/**
 * Appends lines to the newest segment, or begins one: each day, and when it has become large.
 *
 * A failed write or sync is final for its handle: what the system has kept of it is unknown. The next append opens the
 * file anew and first cuts it back to the last length that is known to be on disk.
 *
 * @param preamble opens each run of writing to a segment
 */
export function segmentWriter(
  { disk, folder }: JournalPlace,
  clock: Clock,
  end: JournalEnd,
  preamble: () => JournalRecord,
): Writer {
  let chain = [...end.values()].at(-1)?.chain ?? noChain;
  let current: { readonly segment: string; readonly file: JournalFile } | null = null;

  async function fileOf(segment: string): Promise<JournalFile> {
    if (current?.segment === segment) return current.file;
    await close();
    const file = await disk.open(path.join(folder, segment));
    current = { segment, file };
    const sizeBytes = await file.sizeBytes();
    const known = end.get(segment)?.lengthBytes ?? 0;
    if (sizeBytes < known) throw new Error('a journal file has become shorter');
    if (sizeBytes > known) await file.truncate(known);
    if (known === 0) await disk.syncFolder(folder);
    await write(segment, file, [preamble()]);
    return file;
  }

  async function write(
    segment: string,
    file: JournalFile,
    records: readonly JournalRecord[],
  ): Promise<readonly Place[]> {
    const before = { lengthBytes: end.get(segment)?.lengthBytes ?? 0, chain };
    const { lines, places, after } = linesBehind(before, segment, records);
    await file.append(Buffer.concat(lines));
    await file.datasync();
    ({ chain } = after);
    end.set(segment, after);
    return places;
  }

  async function close(): Promise<void> {
    const open = current;
    current = null;
    await open?.file.close();
  }

  return {
    async append(...records) {
      try {
        const segment = segmentFor(end, new Date(clock.nowMs()).toISOString().slice(0, 10));
        return ok(await write(segment, await fileOf(segment), records));
      } catch (cause) {
        await close().catch(() => undefined);
        return err({ code: diskTroubleOf(cause), detail: errnoOf(cause) });
      }
    },
    close,
  };
}

/** The lines of these records, where they will stand, and where the segment then ends. */
function linesBehind(before: SegmentEnd, segment: string, records: readonly JournalRecord[]) {
  const lines: Buffer[] = [];
  const places: Place[] = [];
  let after = before;
  for (const record of records) {
    const json = Buffer.from(JSON.stringify(record));
    const chain = chainAfter(after.chain, json);
    const line = framed({ chain, json });
    lines.push(line);
    places.push({ segment, offset: after.lengthBytes, length: line.length - 1 });
    after = { lengthBytes: after.lengthBytes + line.length, chain };
  }
  return { lines, places, after };
}

/** The newest segment while it is of that day and not full; else the next. */
function segmentFor(end: JournalEnd, day: string): string {
  const [name, last] = [...end].at(-1) ?? [];
  const newest = name === undefined ? null : segmentOf(name);
  if (newest === null || last === undefined) return segmentNamed(1, day);
  const isOpen = newest.day === day && last.lengthBytes < fullSegmentBytes;
  return isOpen ? newest.name : segmentNamed(newest.serial + 1, day);
}
