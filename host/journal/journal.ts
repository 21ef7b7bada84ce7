import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { errnoOf } from '../../machine/errno.ts';
import { emptyBooks } from './books.ts';
import type { Damage } from './chain-walk.ts';
import { followWithCopy, restoreFromCopies, type JournalParts } from './copy/with-copy.ts';
import { isGenuine } from './genuine.ts';
import { journalOver, type Journal, type JournalOptions, type OnPlace } from './keeping.ts';
import { readThrough } from './read-through.ts';
import { realDisk } from './real-disk.ts';

export type { Journal } from './keeping.ts';

/** `detail` is the system's code, such as `EACCES`. */
export type JournalTrouble = { readonly code: 'journal-unreadable'; readonly detail: string };

/**
 * Opens the journal and reads it through, as a stream. A torn last line is cut off and reported in the mark; a damaged,
 * missing or moved line is kept as it is and becomes an incident. What the second copy has and the journal lacks is
 * brought back.
 */
export async function openJournal(options: JournalOptions): Promise<Result<Journal, JournalTrouble>> {
  const { disk = realDisk } = options;
  try {
    await disk.makeFolder(options.folder);
    return ok(await opened({ ...options, disk }));
  } catch (cause) {
    return err({ code: 'journal-unreadable', detail: errnoOf(cause) });
  }
}

type OpenOptions = JournalOptions & Pick<OnPlace, 'disk'>;

async function opened(options: OpenOptions): Promise<Journal> {
  let onWritten = () => {};
  const parts = await openParts({
    ...options,
    onWrite(write) {
      options.onWrite?.(write);
      if (write.ok) onWritten();
    },
  });
  const { journal } = parts;
  if (options.copy === undefined) return journal;

  const copy = { folder: options.copy.folder, disk: options.copy.disk ?? realDisk };
  await restoreFromCopies({ ...parts, copy });
  const keeper = followWithCopy({ ...parts, copy });
  onWritten = keeper.nudge;
  keeper.nudge();
  return {
    ...journal,
    async close() {
      await keeper.stop();
      await journal.close();
    },
  };
}

/**
 * A journal that has been read through, and what it is made of.
 *
 * @throws what the disk throws
 */
export async function openParts(options: OpenOptions): Promise<JournalParts> {
  const books = emptyBooks(options.kioskId, options.epoch);
  const read = await readThrough(options, books, (record) => isGenuine(options, record));
  const journalId = books.journalId ?? (options.newId ?? randomUUID)().slice(0, 8);
  const here = { ...options, journalId };
  const { journal, keep } = journalOver(here, books, read);
  await reportDamage(journal, read.damage);
  return { options: here, books, read, journal, keep };
}

/** Each damaged stretch becomes one incident, however often the journal is opened. */
async function reportDamage(journal: Journal, damage: readonly Damage[]): Promise<void> {
  const told = new Set(journal.incidents().map(({ detail }) => detail));
  for (const { segment, offset, what, lines } of damage) {
    const detail = `${segment} byte ${offset}: ${what}, lines: ${lines}`;
    // A full disk must not keep the journal from being read; the next opening tells it.
    if (!told.has(detail)) await journal.incident('journal-damaged', detail);
  }
}
