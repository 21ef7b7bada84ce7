import type { Receipt } from '../../../core/records/envelope.ts';
import type { Commit } from '../kiosk/database-log.ts';
import type { SimulatedDatabase } from '../kiosk/database.ts';
import { outboxRows, quarantinedSequences } from './stored.ts';
import type { Witness } from './witness.ts';

/** No row leaves the outbox without a receipt that the hub has signed, unless a copy of it was put aside (I2). */
export function deletionRule(witness: Witness) {
  let before: ReadonlySet<number> = new Set();
  const signed: Receipt[] = [];

  return {
    onSigned: (receipt: Receipt) => void signed.push(receipt),
    receiptedUpTo: (epoch: number) => coveredBy(signed, epoch),
    onCommit(database: SimulatedDatabase, epoch: number, { changes }: Commit): void {
      if (!changes.some(({ store }) => store === 'outbox')) return;
      const rows = database.rows();
      const now = new Set(outboxRows(rows).map(({ sequence }) => sequence));
      const aside = quarantinedSequences(rows);
      for (const sequence of before) {
        const isExplained = now.has(sequence) || aside.has(sequence) || sequence <= coveredBy(signed, epoch);
        if (!isExplained) witness.harm('broken', `row ${sequence} was deleted without a receipt`);
      }
      before = now;
    },
    /** Something else than the kiosk has been at the database. */
    forget: () => void (before = new Set()),
  };
}
export type DeletionRule = ReturnType<typeof deletionRule>;

function coveredBy(signed: readonly Receipt[], epoch: number): number {
  return Math.max(
    0,
    ...signed.filter((receipt) => receipt.epoch === epoch).map(({ upToSequence }) => upToSequence),
  );
}
