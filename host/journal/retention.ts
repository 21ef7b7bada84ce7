import path from 'node:path';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { errnoOf } from '../../machine/errno.ts';
import { diskTroubleOf } from '../disk-trouble.ts';
import { forget, type Books } from './books.ts';
import type { Keep } from './keep.ts';
import { slipsOwed } from './print-ledger.ts';
import type { Carried } from './record.ts';
import { segmentOf, type JournalPlace } from './segments.ts';
import type { JournalEnd, WriteTrouble } from './writer.ts';

export type Retention = {
  /** Days after which a segment goes, once the hub has receipted what is in it. */
  readonly days: number;
  /** Above this much in all, younger segments go too. */
  readonly totalBytes: number;
};

/** Two years of a busy counter. */
export const usualRetention: Retention = { days: 30, totalBytes: 1024 * 1024 * 1024 };

export type Removal = { readonly segments: readonly string[]; readonly why: 'age' | 'room' };

/** A slip that nobody has asked for in so many days is not owed any more; it would keep its segment for ever. */
const slipOwedDays = 90;
const dayMs = 24 * 60 * 60_000;

/** Whether the hub holds another chain than this enrolment; only another enrolment ends it. */
export function isForked({ chain, incidents }: Books): boolean {
  return incidents.isOpen('hub-fork', chain.slipPrefix);
}

/**
 * Which segments may go: from the oldest on, up to the first that is needed; none while the hub holds another chain, for
 * then every line is evidence. What the hub has lost again is not covered any more. Needed are the newest segment, the newest
 * receipt, envelopes without a receipt and their chunks, and slips that may still be asked for.
 */
export function removalOf(
  books: Books,
  end: JournalEnd,
  retention: Retention,
  nowMs: number,
): Removal | null {
  if (isForked(books)) return null;
  const needed = neededSegments(books, nowMs);
  const segments: string[] = [];
  let why: Removal['why'] = 'age';
  let totalBytes = 0;
  for (const { lengthBytes } of end.values()) totalBytes += lengthBytes;
  for (const [name, { lengthBytes }] of [...end].slice(0, -1)) {
    if (needed.has(name) || !books.receipts.isCovered(name)) break;
    const isOld = ageDays(name, nowMs) > retention.days;
    // A chunk may be there before the envelope that names it.
    const isOver = totalBytes > retention.totalBytes && !holdsUnnamedChunks(books, name);
    if (!isOld && !isOver) break;
    if (!isOld) why = 'room';
    totalBytes -= lengthBytes;
    segments.push(name);
  }
  return segments.length === 0 ? null : { segments, why };
}

function neededSegments(books: Books, nowMs: number): ReadonlySet<string> {
  const { chain, chunks, receipts } = books;
  const needed = new Set<string>();
  const newest = chain.receipt && receipts.newestOf(chain.receipt);
  if (newest !== null) needed.add(newest.segment);
  const owed = new Set(slipsOwed(books).map(({ sequence }) => sequence));
  for (const { sequence, transactionId, place } of chain.all()) {
    if (owed.has(sequence) && ageDays(place.segment, nowMs) <= slipOwedDays) needed.add(place.segment);
    if (sequence <= chain.receiptedSequence) continue;
    for (const piece of chunks.from(transactionId, 0)) needed.add(piece.segment);
  }
  return needed;
}

function holdsUnnamedChunks({ chain, chunks }: Books, segment: string): boolean {
  const named = new Set([...chain.all()].map(({ transactionId }) => transactionId));
  return chunks.transactionsIn(segment).some((transactionId) => !named.has(transactionId));
}

/** By the day in its name: a clock that jumped makes it wrong, and yet nothing goes that the hub has not receipted. */
function ageDays(name: string, nowMs: number): number {
  const day = segmentOf(name)?.day;
  return day === undefined ? 0 : Math.floor((nowMs - Date.parse(day)) / dayMs);
}

/** Carries forward what must stay, removes the segments, and writes down that they were removed. */
export async function remove(
  { disk, folder, clock }: JournalPlace & { readonly clock: Clock },
  books: Books,
  end: JournalEnd,
  keep: Keep,
  { segments, why }: Removal,
): Promise<Result<void, WriteTrouble>> {
  const at = new Date(clock.nowMs()).toISOString();
  const going = new Set(segments);
  const carried = carriedFrom(books, end, going, at);
  if (carried === null) return ok(undefined);
  const kept = await keep(carried);
  if (!kept.ok) return kept;
  try {
    for (const name of segments) await disk.remove(path.join(folder, name));
    await disk.syncFolder(folder);
  } catch (cause) {
    return err({ code: diskTroubleOf(cause), detail: errnoOf(cause) });
  }
  for (const name of segments) end.delete(name);
  forget(books, going);
  return keep({ kind: 'removed', at, segments: [...segments], why });
}

function carriedFrom(
  { chain, receipts, prints, incidents }: Books,
  end: JournalEnd,
  going: ReadonlySet<string>,
  at: string,
): Carried | null {
  const last = [...going].at(-1) ?? '';
  const [segment, lastEnd] = [segmentOf(last), end.get(last)];
  if (segment === null || lastEnd === undefined) return null;
  const staying = [...chain.all()].filter(({ place }) => !going.has(place.segment));
  const transactions = new Set(staying.map(({ transactionId }) => transactionId));
  return {
    kind: 'carried',
    at,
    serial: segment.serial,
    chain: lastEnd.chain,
    receipts: receipts.in(going),
    prints: prints.in(going).filter(({ transactionId }) => transactions.has(transactionId)),
    incidents: incidents.openIn(going),
  };
}
