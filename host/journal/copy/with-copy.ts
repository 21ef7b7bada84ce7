import path from 'node:path';
import { errnoOf } from '../../../machine/errno.ts';
import type { Books } from '../books.ts';
import type { Keep } from '../keep.ts';
import type { Journal, JournalOptions, OnPlace } from '../keeping.ts';
import type { ReadThrough } from '../read-through.ts';
import { keepCopy, type CopyKeeper } from './copy-keeper.ts';
import { copyOf, type CopyPath } from './copy-place.ts';
import { bringLevel } from './mirror.ts';
import { findInCopies, restore, setAside, type Restored } from './restore.ts';

/** A share that hangs must not keep the kiosk from starting. */
const restoreMs = 60_000;

/** A journal that has been read through, and what it is made of. */
export type JournalParts = {
  readonly options: JournalOptions & OnPlace;
  readonly books: Books;
  readonly read: ReadThrough;
  readonly journal: Journal;
  readonly keep: Keep;
};
type Parts = JournalParts & { readonly copy: CopyPath };

/** Brings back from the copies what the journal lacks, and tells how many. Never throws. */
export async function restoreFromCopies(parts: Parts): Promise<void> {
  const { options, copy, books, read, journal, keep } = parts;
  const { journalId, clock } = options;
  const own = { journalId, end: read.end, isDamaged: read.damage.length > 0 };
  try {
    const found = await within(restoreMs, clock, findInCopies(copy, options, own, books));
    if (found === null) return void (await journal.incidentOnce('copy-behind', 'not read in time'));
    const restored = await restore(found.findings, { ...journal, keep });
    if (Object.values(restored).some((count) => count > 0))
      await journal.incident('journal-restored', restoredText(restored));
    if (restored.unwritten > 0)
      return void (await journal.incidentOnce('copy-behind', 'not brought back yet: the disk takes nothing'));
    await setAside(copy, options, found.foreign);
  } catch (cause) {
    await journal.incidentOnce('copy-behind', `cannot be read: ${errnoOf(cause)}`);
  }
}

export function restoredText(restored: Restored): string {
  return Object.entries(restored)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');
}

/** Keeps the copy at the journal's level from now on. */
export function followWithCopy({ options, copy, read, journal }: Parts): CopyKeeper {
  const { clock, journalId } = options;
  const known = new Map<string, number>();
  const at = copyOf(copy, options, journalId);
  return keepCopy({
    clock,
    async bringLevel() {
      // Not made by us: an unplugged stick would become a folder of the first disk.
      await copy.disk.list(copy.folder);
      if ((await bringLevel(options, read.end, at, known)) === 'level') return;
      // What stands there went another way than this journal; the next start looks through it.
      known.clear();
      const stamp = new Date(clock.nowMs()).toISOString().replace(/\D/g, '');
      await copy.disk.rename(at.folder, `${at.folder}-${stamp}`);
      await copy.disk.syncFolder(path.dirname(at.folder));
      await bringLevel(options, read.end, at, known);
    },
    onBehind: (detail) => void journal.incidentOnce('copy-behind', detail),
    onLevel: () => void journal.resolved('copy-behind', 'the copy is level again'),
  });
}

/** Null when the work takes longer. */
function within<T>(limitMs: number, clock: JournalOptions['clock'], work: Promise<T>): Promise<T | null> {
  return new Promise((settle, fail) => {
    const stop = clock.after(limitMs, () => settle(null));
    work.then(
      (value) => {
        stop();
        settle(value);
      },
      (cause: unknown) => {
        stop();
        fail(cause);
      },
    );
  });
}
