import path from 'node:path';
import type { Result } from '../../../core/lib/result.ts';
import { isDiskTrouble } from '../../disk-trouble.ts';
import type { Books } from '../books.ts';
import type { Enrolled } from '../genuine.ts';
import type { Keep } from '../keep.ts';
import type { Journal } from '../keeping.ts';
import { segmentOf, segmentsIn, type JournalPlace } from '../segments.ts';
import type { JournalEnd } from '../writer.ts';
import { copiesIn, copyOf, enrolmentFolder, type CopyPath } from './copy-place.ts';
import { findIn, noFindings, type Findings, type Other } from './findings.ts';

/** How many of each were written to the journal. */
export type Restored = {
  readonly envelopes: number;
  readonly chunks: number;
  readonly prints: number;
  readonly incidents: number;
  readonly receipts: number;
  /** What does not fit behind what the journal has, such as an envelope at whose place another one stands. */
  readonly refused: number;
  /** What the disk did not take: it is in the copies still, and only there. */
  readonly unwritten: number;
};

/**
 * Looks through the copies of this enrolment for what the journal lacks. Its own copy is read only when the journal
 * is damaged or shorter than it; other ones were left by a journal that is gone.
 *
 * @throws what the disk throws
 */
export async function findInCopies(
  copy: CopyPath,
  enrolled: Enrolled,
  journal: { readonly journalId: string; readonly end: JournalEnd; readonly isDamaged: boolean },
  books: Books,
): Promise<{ readonly findings: Findings; readonly foreign: readonly string[] }> {
  const findings = noFindings();
  const own = path.basename(copyOf(copy, enrolled, journal.journalId).folder);
  const names = await copiesIn(copy, enrolled);
  for (const name of names) {
    const at = { disk: copy.disk, folder: path.join(enrolmentFolder(copy, enrolled), name) };
    const segments = name === own ? await ownSegments(at, journal) : (await segmentsIn(at)).map(nameOf);
    for (const segment of segments) await findIn(at, segment, books, enrolled, findings);
  }
  return { findings, foreign: names.filter((name) => name !== own) };
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

async function ownSegments(
  at: JournalPlace,
  { end, isDamaged }: { readonly end: JournalEnd; readonly isDamaged: boolean },
): Promise<readonly string[]> {
  const [oldest] = [...end.keys()].map(segmentOf);
  const staying = (await segmentsIn(at)).filter(({ serial }) => serial >= (oldest?.serial ?? 0)).map(nameOf);
  if (isDamaged) return staying;
  const longer: string[] = [];
  for (const name of staying) {
    const sizeBytes = await at.disk.sizeBytes(path.join(at.folder, name));
    if (sizeBytes > (end.get(name)?.lengthBytes ?? 0)) longer.push(name);
  }
  return longer;
}

/** Those have been read: nobody looks through them again, and nothing of them is deleted. */
export async function setAside(copy: CopyPath, enrolled: Enrolled, names: readonly string[]): Promise<void> {
  const folder = enrolmentFolder(copy, enrolled);
  for (const name of names)
    await copy.disk.rename(
      path.join(folder, name),
      path.join(folder, name.replace(/^journal-/, 'restored-')),
    );
}

/** The journal that is mended, and the way to a line of it that no call of the contract makes. */
export type Mended = Pick<Journal, 'append' | 'chunk' | 'receipt'> & { readonly keep: Keep };

/** Writes what was found behind the journal, in an order in which each fits. */
export async function restore(
  { receipt, envelopes, others, sequences }: Findings,
  journal: Mended,
): Promise<Restored> {
  const count = { envelopes: 0, chunks: 0, prints: 0, incidents: 0, receipts: 0, refused: 0, unwritten: 0 };
  const note = (kind: keyof Restored, written: Result<unknown, { readonly code: string }>) =>
    void (count[written.ok ? kind : isDiskTrouble(written.error.code) ? 'unwritten' : 'refused'] += 1);
  const upTo = receipt?.upToSequence ?? 0;
  if (receipt !== null) note('receipts', await journal.receipt(receipt));
  for (const record of others.values()) {
    const isOver = record.kind === 'chunk' && (sequences.get(record.chunk.transactionId) ?? upTo + 1) <= upTo;
    if (!isOver) note(countedAs(record), await write(record, journal));
  }
  for (const [sequence, { envelope, recovered }] of [...envelopes].toSorted(([a], [b]) => a - b))
    if (sequence > upTo) note('envelopes', await journal.append([envelope], recovered));
  return count;
}

function write(record: Other, journal: Mended): Promise<Result<unknown, { readonly code: string }>> {
  return record.kind === 'chunk' ? journal.chunk(record.chunk) : journal.keep(record);
}

function countedAs({ kind }: Other): 'chunks' | 'incidents' | 'prints' {
  if (kind === 'chunk') return 'chunks';
  return kind === 'incident' ? 'incidents' : 'prints';
}
