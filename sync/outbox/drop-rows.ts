import { upperEndFen } from '../../core/rules/amount-band.ts';
import { acceptanceOf } from './accept.ts';
import { readableHead, type Departed, type Head, type OutboxDb, type Row } from './db.ts';
import { got, inTransaction, type Stores } from './transaction.ts';
import type { AmountBand, Receipt } from '../../core/records/envelope.ts';
import type { WaitingRow } from './waiting-rows.ts';

/** After so many records that have left, a retry of the oldest is no longer expected. */
const departedKept = 1_000;

/** Reads a stored row; null when it is not what it should be. */
export type ReadRow = (stored: unknown) => Row | null;

/** What stays of a row when it leaves. */
type Leaving = Pick<WaitingRow, 'transactionId' | 'acceptance' | 'amountBand'>;

/** The rows that leave: those that this window knows, and how others are read. */
type Rows = { readonly known: readonly Leaving[]; readonly read: ReadRow };

/** How many have left, and the amounts of those that could be read. */
type Dropped = { readonly count: number; readonly fen: bigint };

/** What comes with a good answer of the hub. */
export type Settlement = { readonly receipt: Receipt; readonly spreadSeconds: number };

/**
 * Drops what a receipt covers. Relaxed: a power cut that loses it is made good from the journal, which has the receipt
 * on disk already.
 *
 * @param endsAt where the chain ends when the receipt is ahead of it and the chain is to go on behind the receipt
 * @returns the head as it stands now; null when it is gone
 * @throws what IndexedDB throws
 */
export function settleRows(
  db: OutboxDb,
  { receipt, spreadSeconds }: Settlement,
  rows: Rows,
  endsAt: number | null,
): Promise<Head | null> {
  return inTransaction(db, 'relaxed', async (stores) => {
    const head = readableHead(await got(stores.head.get('head')));
    if (head === null) return null;
    const isNews = receipt.upToSequence > (head.receipt?.upToSequence ?? 0);
    if (!isNews && spreadSeconds === head.spreadSeconds) return head;
    const dropped = isNews ? await dropRows(db, stores, receipt.upToSequence, rows) : null;
    const settled = dropped === null ? head : headWithout(head, receipt, dropped);
    const { upToSequence: sequence, headHash: hash } = receipt;
    const end = endsAt === head.sequence && sequence > endsAt ? { sequence, hash } : {};
    const next = { ...settled, ...end, spreadSeconds };
    stores.head.put(next);
    return next;
  });
}

/** The head once these have left. */
export function headWithout(head: Head, receipt: Receipt, { count, fen }: Dropped): Head {
  const waitingFen = BigInt(head.waitingFen) - fen;
  return {
    ...head,
    count: head.count - count,
    waitingFen: String(waitingFen > 0n ? waitingFen : 0n),
    receipt,
  };
}

/**
 * Drops rows with their pieces, keeping what was said of each record: whoever asks again hears the same. They are read
 * only when this window does not know all of them.
 */
export async function dropRows(
  { keys }: OutboxDb,
  stores: Stores,
  upToSequence: number,
  { known, read }: Rows,
): Promise<Dropped> {
  const covered = keys.upperBound(upToSequence);
  const count = await got(stores.outbox.count(covered));
  const leaving = count === known.length ? known : await leavingIn(stores, covered, read);
  const last = leaving.slice(-departedKept);
  if (last.length > 0) stores.departed.put(departedOf(upToSequence, last));
  stores.departed.delete(keys.upperBound(upToSequence - departedKept));
  stores.outbox.delete(covered);
  stores.chunks.delete(keys.upperBound([upToSequence, Infinity]));
  return { count, fen: fenOf(leaving) };
}

async function leavingIn(
  { outbox }: Stores,
  covered: IDBKeyRange,
  read: ReadRow,
): Promise<readonly Leaving[]> {
  const stored: unknown[] = await got(outbox.getAll(covered));
  const rows = stored.map(read).filter((row) => row !== null);
  return rows.map(({ envelope, transactionId }) => {
    const { amountBand } = envelope.header;
    return { transactionId, acceptance: acceptanceOf(envelope), amountBand };
  });
}

function departedOf(upToSequence: number, leaving: readonly Leaving[]): Departed {
  return {
    upToSequence,
    transactionIds: leaving.map(({ transactionId }) => transactionId),
    acceptances: leaving.map(({ acceptance }) => acceptance),
  };
}

/** Amounts at the upper ends of their bands. */
export function fenOf(rows: readonly { readonly amountBand: AmountBand }[]): bigint {
  return rows.reduce((sum, { amountBand }) => sum + upperEndFen(amountBand), 0n);
}
