import { acceptanceOf } from './accept.ts';
import { readableRow, type OutboxDb } from './db.ts';

/** After so many records that have left, a retry of the oldest is no longer expected. */
const settledKept = 1_000;

/**
 * Drops the rows that the hub has signed for, keeping what was said of each: whoever asks again hears the same. Runs
 * inside a transaction over `outbox` and `settled`.
 *
 * @returns how many left
 */
export async function dropRows(db: OutboxDb, upToSequence: number): Promise<number> {
  const covered = await db.outbox.where('sequence').belowOrEqual(upToSequence).toArray();
  const settled = covered
    .map(readableRow)
    .filter((row) => row !== null)
    .map(({ transactionId, sequence, envelope }) => ({
      transactionId,
      sequence,
      acceptance: acceptanceOf(envelope),
    }));
  await db.settled.bulkPut(settled);
  await db.settled
    .where('sequence')
    .below(upToSequence - settledKept)
    .delete();
  await db.outbox.where('sequence').belowOrEqual(upToSequence).delete();
  return covered.length;
}
