import { upperEndFen } from '../../core/rules/amount-band.ts';
import type { AmountBand, Receipt } from '../../core/records/envelope.ts';
import { readableHead, type Head, type OutboxDb } from './db.ts';
import { departedKept, departedOf } from './departed.ts';
import { got, inTransaction, type Stores } from './transaction.ts';
import type { WaitingRow } from './waiting-rows.ts';

/** Sequences that a receipt covers, both ends among them; nothing stands below any more. */
type Covered = { readonly from: number; readonly upTo: number };

/** What comes with a good answer of the hub. */
export type Settlement = { readonly receipt: Receipt; readonly spreadSeconds: number };

/**
 * Drops what a receipt covers. Relaxed: a power cut that loses it is made good from the journal, which has the receipt
 * on disk already.
 *
 * @param leaving what waits and is covered
 * @param endsAt where the chain ends when the receipt is ahead of it and the chain is to go on behind the receipt
 * @returns the head as it stands now; null when it is gone
 * @throws what IndexedDB throws
 */
export function settleRows(
  db: OutboxDb,
  { receipt, spreadSeconds }: Settlement,
  leaving: readonly WaitingRow[],
  endsAt: number | null,
): Promise<Head | null> {
  return inTransaction(db, 'relaxed', async (stores) => {
    const head = readableHead(await got(stores.head.get('head')));
    if (head === null) return null;
    const covered = { from: (head.receipt?.upToSequence ?? 0) + 1, upTo: receipt.upToSequence };
    const isNews = covered.upTo >= covered.from;
    if (!isNews && spreadSeconds === head.spreadSeconds) return head;
    if (isNews) dropRows(db, stores, covered, leaving);
    const settled = isNews ? headWithout(head, receipt, leaving) : head;
    const { upToSequence: sequence, headHash: hash } = receipt;
    const isAhead = endsAt === head.sequence && sequence > endsAt;
    const end = isAhead ? { sequence, hash, count: 0, waitingFen: '0' } : {};
    const next = { ...settled, ...end, spreadSeconds };
    stores.head.put(next);
    return next;
  });
}

/** The head once these have left. */
export function headWithout(head: Head, receipt: Receipt, leaving: readonly WaitingRow[]): Head {
  const waitingFen = BigInt(head.waitingFen) - fenOf(leaving);
  return {
    ...head,
    count: head.count - leaving.length,
    waitingFen: String(waitingFen > 0n ? waitingFen : 0n),
    receipt,
  };
}

/**
 * Drops rows with their pieces, keeping what was said of each record: whoever asks again hears the same. Ranges begin
 * where the last one ended: the browser would search everything below for what it has dropped already, which made half
 * of a long drain's work.
 */
export function dropRows(
  { keys }: OutboxDb,
  stores: Stores,
  { from, upTo }: Covered,
  leaving: readonly WaitingRow[],
): void {
  if (leaving.length > 0) stores.departed.put(departedOf(upTo, leaving));
  stores.departed.delete(keys.upperBound(upTo - departedKept));
  stores.outbox.delete(keys.bound(from, upTo));
  stores.chunks.delete(keys.bound([from], [upTo, Infinity]));
}

/** Amounts at the upper ends of their bands. */
export function fenOf(rows: readonly { readonly amountBand: AmountBand }[]): bigint {
  return rows.reduce((sum, { amountBand }) => sum + upperEndFen(amountBand), 0n);
}
