import type { Envelope } from '../../../core/records/envelope.ts';
import { readableHead, type Head } from '../../../sync/outbox/db.ts';
import type { Rows } from '../kiosk/database-log.ts';

/** A row of the table `outbox`, as far as the checks go into it. */
export type OutboxRow = {
  readonly sequence: number;
  readonly transactionId: string;
  readonly envelope: Envelope;
};

export function outboxRows(rows: Rows): readonly OutboxRow[] {
  return [...(rows.get('outbox')?.values() ?? [])].map(({ value }) => value as OutboxRow);
}

export function rowOf(rows: Rows, transactionId: string): OutboxRow | null {
  return outboxRows(rows).find((row) => row.transactionId === transactionId) ?? null;
}

/** Sequences that the table `quarantine` holds a copy of. */
export function quarantinedSequences(rows: Rows): ReadonlySet<number> {
  const kept = [...(rows.get('quarantine')?.values() ?? [])].map(
    ({ value }) => value as { sequence: number },
  );
  return new Set(kept.map(({ sequence }) => sequence));
}

/** Where the database says that the chain stands. */
export function headOf(rows: Rows): Head | null {
  const [stored] = [...(rows.get('head')?.values() ?? [])];
  return readableHead(stored?.value);
}
