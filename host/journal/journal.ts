import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { emptyBooks, enter, type Books } from './books.ts';
import { syncFolder } from '../../machine/durable-file.ts';
import { errnoOf } from '../../machine/errno.ts';
import { journalOver, type Journal, type JournalOptions } from './keeping.ts';
import { recordOf } from './record.ts';
import { cutOff, linesIn, segmentsIn, type Place } from './segments.ts';

export type { Journal } from './keeping.ts';

/** `detail` is the system's code, such as `EACCES`. */
export type JournalTrouble = { readonly code: 'journal-unreadable'; readonly detail: string };

/**
 * Opens the journal and reads it through, as a stream. A torn last line is cut off and reported in the mark; a damaged
 * line elsewhere is kept as it is and becomes an incident.
 */
export async function openJournal(options: JournalOptions): Promise<Result<Journal, JournalTrouble>> {
  try {
    await makeFolder(options.folder);
    const books = emptyBooks(options.kioskId, options.epoch);
    const { lengths, damaged, tornBytes } = await readThrough(options.folder, books);
    const journal = journalOver(options, books, lengths, tornBytes);
    await reportDamage(journal, damaged);
    return ok(journal);
  } catch (cause) {
    return err({ code: 'journal-unreadable', detail: errnoOf(cause) });
  }
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first !== undefined) await syncFolder(path.dirname(first));
}

async function readThrough(folder: string, books: Books) {
  const lengths = new Map<string, number>();
  const damaged: Place[] = [];
  let tornBytes = 0;
  for (const segment of await segmentsIn(folder)) {
    for await (const { place, bytes, ended } of linesIn(folder, segment)) {
      if (!ended) {
        await cutOff(folder, segment, place.offset);
        tornBytes += place.length;
        continue;
      }
      const record = recordOf(bytes);
      if (record === null) damaged.push(place);
      else enter(books, record, place);
    }
    lengths.set(segment, (await stat(path.join(folder, segment))).size);
  }
  return { lengths, damaged, tornBytes };
}

/** Each damaged line becomes one incident, however often the journal is opened. */
async function reportDamage(journal: Journal, damaged: readonly Place[]): Promise<void> {
  const told = new Set(journal.incidents().map(({ detail }) => detail));
  for (const { segment, offset } of damaged) {
    const detail = `journal ${segment} byte ${offset}`;
    // A full disk must not keep the journal from being read; the next opening tells it.
    if (!told.has(detail)) await journal.incident('row-unreadable', detail);
  }
}
