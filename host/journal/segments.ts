import path from 'node:path';
import type { JournalDisk } from './journal-disk.ts';

/** Where a line stands: a segment, and the bytes in it without the line feed. */
export type Place = { readonly segment: string; readonly offset: number; readonly length: number };

/** Where a journal lies. */
export type JournalPlace = { readonly disk: JournalDisk; readonly folder: string };

/** A segment's file: lines of one day, numbered in the order in which they were begun, whatever the clock said. */
export type Segment = { readonly name: string; readonly serial: number; readonly day: string };

export function segmentNamed(serial: number, day: string): string {
  return `${String(serial).padStart(6, '0')}-${day}.jsonl`;
}

/** Null for a file that is no segment. */
export function segmentOf(name: string): Segment | null {
  const [, serial, day] = /^(\d{6,15})-(\d{4}-\d{2}-\d{2})\.jsonl$/.exec(name) ?? [];
  return serial === undefined || day === undefined ? null : { name, serial: Number(serial), day };
}

/** Oldest first. */
export async function segmentsIn({ disk, folder }: JournalPlace): Promise<readonly Segment[]> {
  const found = (await disk.list(folder)).map(segmentOf).filter((segment) => segment !== null);
  return found.toSorted((a, b) => a.serial - b.serial || a.name.localeCompare(b.name));
}

const pieceBytes = 256 * 1024;

/** Reads a segment line by line. `ended` is false for a last line without its line feed: it was torn in writing. */
export async function* linesIn(
  { disk, folder }: JournalPlace,
  segment: string,
): AsyncGenerator<{ readonly place: Place; readonly bytes: Buffer; readonly ended: boolean }> {
  const file = path.join(folder, segment);
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  for (;;) {
    const piece = await disk.read(file, offset + rest.length, pieceBytes);
    if (piece.length === 0) break;
    rest = Buffer.concat([rest, piece]);
    let begin = 0;
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a, begin)) {
      const place = { segment, offset: offset + begin, length: end - begin };
      yield { place, bytes: rest.subarray(begin, end), ended: true };
      begin = end + 1;
    }
    offset += begin;
    rest = rest.subarray(begin);
  }
  if (rest.length > 0) yield { place: { segment, offset, length: rest.length }, bytes: rest, ended: false };
}

/** @throws what the disk throws */
export async function cutOff(
  { disk, folder }: JournalPlace,
  name: string,
  lengthBytes: number,
): Promise<void> {
  const file = await disk.open(path.join(folder, name));
  try {
    await file.truncate(lengthBytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** @throws what the disk throws, or when the file has become shorter */
export async function readAt({ disk, folder }: JournalPlace, place: Place): Promise<Buffer> {
  const bytes = await disk.read(path.join(folder, place.segment), place.offset, place.length);
  if (bytes.length < place.length) throw new Error('a journal line is no longer there');
  return bytes;
}
