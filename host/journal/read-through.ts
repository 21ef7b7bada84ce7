import path from 'node:path';
import { enter, type Books } from './books.ts';
import { ChainWalk, type Damage } from './chain-walk.ts';
import type { JournalRecord } from './record.ts';
import { cutOff, linesIn, segmentsIn, type JournalPlace } from './segments.ts';
import type { JournalEnd } from './writer.ts';

export type ReadThrough = {
  readonly end: JournalEnd;
  readonly damage: readonly Damage[];
  /** Length of the torn tail that was cut off, bytes. */
  readonly tornBytes: number;
};

/**
 * A killed host leaves its last line to the operating system. From here on it is known, so it must be on disk; whatever
 * was written after an earlier opening was synced by its own append.
 */
async function syncNewest({ disk, folder }: JournalPlace, names: readonly string[]): Promise<void> {
  const newest = names.at(-1);
  if (newest === undefined) return;
  const file = await disk.open(path.join(folder, newest));
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
  await disk.syncFolder(folder);
}

/**
 * Reads a journal into its books, as a stream. What is off the chain counts only if `isGenuine`. A torn tail is cut off.
 *
 * @throws what the disk throws
 */
export async function readThrough(
  at: JournalPlace,
  books: Books,
  isGenuine: (record: JournalRecord) => boolean,
): Promise<ReadThrough> {
  const end: JournalEnd = new Map();
  const walk = new ChainWalk();
  let tornBytes = 0;
  for (const { name } of await segmentsIn(at)) {
    let lengthBytes = 0;
    for await (const { place, bytes, ended } of linesIn(at, name)) {
      if (!ended) {
        await cutOff(at, name, place.offset);
        tornBytes += place.length;
        continue;
      }
      lengthBytes = place.offset + place.length + 1;
      const line = walk.take(place, bytes);
      if (line !== null && (!line.isOffChain || isGenuine(line.record))) enter(books, line.record, place);
    }
    end.set(name, { lengthBytes, chain: walk.chain });
  }
  await syncNewest(at, [...end.keys()]);
  return { end, damage: walk.damage(books.removedUpTo), tornBytes };
}
