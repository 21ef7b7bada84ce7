import type { Acceptance } from '../../core/journeys/visit.ts';
import { readableHead, readableRow, type Departed, type Head, type OutboxDb, type Row } from './db.ts';
import { got, inTransaction, type Stores } from './transaction.ts';

/** What is known of a transaction: it waits, or it has left, or nothing. */
export type Known = {
  readonly row: Row | null;
  readonly departed: Acceptance | null;
  /** A row of it is stored, and does not read: the next start-up sees to it. */
  readonly isUnreadable: boolean;
};

/** Null when the head is gone: somebody has emptied the database while it was open. */
export function knownOf(
  db: OutboxDb,
  transactionIds: readonly string[],
): Promise<{ readonly head: Head; readonly known: readonly Known[] } | null> {
  return inTransaction(db, 'readonly', async (stores) => {
    const [stored, ...known] = await Promise.all([
      got(stores.head.get('head')),
      ...transactionIds.map((id) => knownIn(stores, id)),
    ]);
    const head = readableHead(stored);
    return head && { head, known };
  });
}

async function knownIn({ outbox, departed }: Stores, transactionId: string): Promise<Known> {
  const [row, left] = await Promise.all([
    got(outbox.index('transactionId').get(transactionId)),
    got<Departed | undefined>(departed.index('transactionIds').get(transactionId)),
  ]);
  const readable = readableRow(row);
  const isUnreadable = row !== undefined && readable === null;
  const said = left?.acceptances[left.transactionIds.indexOf(transactionId)];
  return { row: readable, departed: said ?? null, isUnreadable };
}
