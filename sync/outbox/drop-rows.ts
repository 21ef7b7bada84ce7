import { upperEndFen } from '../../core/rules/amount-band.ts';
import { acceptanceOf } from './accept.ts';
import { readableHead, type Departed, type Head, type OutboxDb, type Row } from './db.ts';
import { got, inTransaction, type Stores } from './transaction.ts';
import type { Receipt } from '../../core/records/envelope.ts';

/** After so many records that have left, a retry of the oldest is no longer expected. */
const departedKept = 1_000;

/** Reads a stored row; null when it is not what it should be. */
export type ReadRow = (stored: unknown) => Row | null;

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
  readRow: ReadRow,
  endsAt: number | null,
): Promise<Head | null> {
  return inTransaction(db, 'relaxed', async (stores) => {
    const head = readableHead(await got(stores.head.get('head')));
    if (head === null) return null;
    const isNews = receipt.upToSequence > (head.receipt?.upToSequence ?? 0);
    if (!isNews && spreadSeconds === head.spreadSeconds) return head;
    const settled = isNews ? { ...(await without(head, db, stores, receipt, readRow)), receipt } : head;
    const { upToSequence: sequence, headHash: hash } = receipt;
    const end = endsAt === head.sequence && sequence > endsAt ? { sequence, hash } : {};
    const next = { ...settled, ...end, spreadSeconds };
    stores.head.put(next);
    return next;
  });
}

async function without(
  head: Head,
  db: OutboxDb,
  stores: Stores,
  receipt: Receipt,
  readRow: ReadRow,
): Promise<Head> {
  const dropped = await dropRows(db, stores, receipt.upToSequence, readRow);
  const waitingFen = BigInt(head.waitingFen) - fenOf(dropped.rows);
  return {
    ...head,
    count: head.count - dropped.count,
    waitingFen: String(waitingFen > 0n ? waitingFen : 0n),
  };
}

/**
 * Drops rows with their pieces, keeping what was said of each record: whoever asks again hears the same.
 *
 * @returns how many left, and those that could be read
 */
export async function dropRows(
  { keys }: OutboxDb,
  stores: Stores,
  upToSequence: number,
  readRow: ReadRow,
): Promise<{ readonly count: number; readonly rows: readonly Row[] }> {
  const covered: unknown[] = await got(stores.outbox.getAll(keys.upperBound(upToSequence)));
  const rows = covered.map(readRow).filter((row) => row !== null);
  for (const row of rows.slice(-departedKept)) stores.departed.put(departedOf(row));
  stores.departed.delete(keys.upperBound(upToSequence - departedKept));
  stores.outbox.delete(keys.upperBound(upToSequence));
  stores.chunks.delete(keys.upperBound([upToSequence, Infinity]));
  return { count: covered.length, rows };
}

function departedOf({ sequence, transactionId, envelope }: Row): Departed {
  return { sequence, transactionId, acceptance: acceptanceOf(envelope) };
}

/** Amounts at the upper ends of their bands. */
export function fenOf(rows: readonly Pick<Row, 'envelope'>[]): bigint {
  return rows.reduce((sum, { envelope }) => sum + upperEndFen(envelope.header.amountBand), 0n);
}
