import path from 'node:path';
import { segmentOf, segmentsIn, type JournalPlace } from '../segments.ts';
import type { JournalEnd } from '../writer.ts';

const pieceBytes = 256 * 1024;
/** So much of what stands there already is compared before anything is written behind it. */
const comparedBytes = 64 * 1024;

/**
 * Brings a copy to the level of its journal: the same segments, byte for byte, each piece synced. Only what is synced
 * in the journal is copied.
 *
 * @param known lengths in the copy that this process has written or compared; kept up to date
 * @returns `differs` when what stands in the copy is not the beginning of the journal: it must not be overwritten
 * @throws what either disk throws
 */
export async function bringLevel(
  journal: JournalPlace,
  end: JournalEnd,
  copy: JournalPlace,
  known: Map<string, number>,
): Promise<'level' | 'differs'> {
  await copy.disk.makeFolder(copy.folder);
  const there = await segmentsIn(copy);
  for (const name of end.keys()) {
    const from =
      known.get(name) ??
      (there.some((segment) => segment.name === name) ? await agreedBytes(journal, end, copy, name) : 0);
    if (from === null) return 'differs';
    known.set(name, from);
    await appendFrom(journal, end, copy, name, known);
  }
  // What the journal has removed by rule goes here too; the reason stands in it by now.
  const [oldest] = [...end.keys()].map(segmentOf);
  for (const { name, serial } of there)
    if (serial < (oldest?.serial ?? 0)) await copy.disk.remove(path.join(copy.folder, name));
  return 'level';
}

/** Length of a segment's copy; null when it is not the beginning of the segment. */
async function agreedBytes(
  journal: JournalPlace,
  end: JournalEnd,
  copy: JournalPlace,
  name: string,
): Promise<number | null> {
  const sizeBytes = await copy.disk.sizeBytes(path.join(copy.folder, name));
  if (sizeBytes > (end.get(name)?.lengthBytes ?? 0)) return null;
  const from = Math.max(0, sizeBytes - comparedBytes);
  const [ours, theirs] = await Promise.all(
    [journal, copy].map(({ disk, folder }) => disk.read(path.join(folder, name), from, sizeBytes - from)),
  );
  return ours !== undefined && theirs !== undefined && ours.equals(theirs) ? sizeBytes : null;
}

async function appendFrom(
  journal: JournalPlace,
  end: JournalEnd,
  copy: JournalPlace,
  name: string,
  known: Map<string, number>,
): Promise<void> {
  const isThere = () => (known.get(name) ?? 0) >= (end.get(name)?.lengthBytes ?? 0);
  if (isThere()) return;
  const isNew = known.get(name) === 0;
  const file = await copy.disk.open(path.join(copy.folder, name));
  try {
    while (!isThere()) {
      const from = known.get(name) ?? 0;
      const length = Math.min(pieceBytes, (end.get(name)?.lengthBytes ?? 0) - from);
      const piece = await journal.disk.read(path.join(journal.folder, name), from, length);
      // A write that failed halfway leaves its bytes: the length is looked up anew.
      known.delete(name);
      await file.append(piece);
      await file.datasync();
      known.set(name, from + piece.length);
    }
  } finally {
    await file.close();
  }
  if (isNew) await copy.disk.syncFolder(copy.folder);
}
