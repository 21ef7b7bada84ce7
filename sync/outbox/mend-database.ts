import type { Plan } from './compare-stores.ts';
import { quarantined, type Head, type OutboxDb, type Row } from './db.ts';
import { dropRows } from './drop-rows.ts';
import { got, inTransaction, type Stores } from './transaction.ts';
import type { WaitingRow } from './waiting-rows.ts';

/**
 * Does to the database what the plan says, all of it or nothing.
 *
 * @param leaving what the plan's receipt covers, as far as the journal can still vouch for it
 * @throws what IndexedDB throws
 */
export function mendDatabase(
  db: OutboxDb,
  plan: Plan,
  head: Head,
  journalled: readonly Row[],
  leaving: readonly WaitingRow[],
): Promise<void> {
  return inTransaction(db, 'strict', async (stores) => {
    for (const { sequence, reason } of plan.quarantine) await putAside(stores, sequence, reason);
    dropRows(db, stores, { from: 0, upTo: plan.receiptedSequence }, leaving);
    for (const sequence of plan.append) await markRecovered(stores, sequence);
    const restored = new Set(plan.restore);
    for (const row of journalled) if (restored.has(row.sequence)) stores.outbox.put(row);
    stores.head.put(head);
  });
}

async function putAside({ outbox, quarantine }: Stores, sequence: number, reason: string): Promise<void> {
  quarantine.put(quarantined(sequence, reason, await got(outbox.get(sequence))));
  outbox.delete(sequence);
}

async function markRecovered({ outbox }: Stores, sequence: number): Promise<void> {
  const row: Row | undefined = await got(outbox.get(sequence));
  if (row !== undefined) outbox.put({ ...row, recovered: true });
}

/** A refused row in the middle leaves alone; one behind the journal's end takes with it what is chained to it. */
export function putAsideFrom(db: OutboxDb, refused: Row, journalSequence: number, head: Head): Promise<Head> {
  return inTransaction(db, 'strict', async (stores) => {
    const isTail = refused.sequence > journalSequence;
    const last = isTail ? head.sequence : refused.sequence;
    const range = db.keys.bound(refused.sequence, last);
    const rows: Row[] = await got(stores.outbox.getAll(range));
    for (const row of rows) stores.quarantine.put(quarantined(row.sequence, 'journal-refused', row));
    stores.outbox.delete(range);
    const end = isTail
      ? { sequence: refused.sequence - 1, hash: refused.envelope.header.previousHash }
      : { sequence: head.sequence, hash: head.hash };
    const next: Head = { ...head, ...end };
    stores.head.put(next);
    return next;
  });
}
