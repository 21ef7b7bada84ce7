import { Dexie, type Table } from 'dexie';
import * as v from 'valibot';
import type { Acceptance } from '../../core/journeys/visit.ts';
import {
  bytes32Schema,
  envelopeSchema,
  receiptSchema,
  type Envelope,
  type Receipt,
} from '../../core/records/envelope.ts';
import { hashFits } from '../protocol/chain.ts';

/** A sealed record that waits for the hub. */
export type Row = {
  readonly sequence: number;
  readonly transactionId: string;
  readonly envelope: Envelope;
  /** Start-up found it in one store only: the customer may not have been told. */
  readonly recovered: boolean;
};

/** Where the chain stands. The only row of its table; written in the same transaction as every change of the outbox. */
export type Head = {
  readonly id: 'head';
  readonly epoch: number;
  readonly sequence: number;
  readonly hash: string;
  /** Rows in the outbox: `count()` takes half a second at 100,000 rows. */
  readonly count: number;
  /** Everything up to it is with the hub and dropped; kept, so that a journal that has lost it can have it again. */
  readonly receipt: Receipt | null;
};

/** What does not belong in the outbox and is not thrown away (I11). */
export type Quarantined = {
  /** Sequence, reason and hash: the same thing is kept once. */
  readonly id: string;
  readonly sequence: number;
  readonly reason: string;
  readonly content: unknown;
};

/** What was said of a record that has left: asking again gives the same answer, not a second record. */
export type Settled = {
  readonly transactionId: string;
  readonly sequence: number;
  readonly acceptance: Acceptance;
};

export type DatabasePort = { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange };

/** An enrolment has its own database: the sequences of another epoch are another chain. */
export function databaseName(kioskId: string, epoch: number): string {
  return `outbox-${kioskId}-${epoch}`;
}

export class OutboxDb extends Dexie {
  declare readonly outbox: Table<Row, number>;
  declare readonly head: Table<Head, 'head'>;
  declare readonly quarantine: Table<Quarantined, string>;
  declare readonly settled: Table<Settled, string>;

  constructor(name: string, port: DatabasePort) {
    // Chromium's default is `relaxed`: it lost acknowledged rows in 17 of 22 power cuts, `strict` in none.
    super(name, { ...port, chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      outbox: 'sequence,&transactionId',
      head: 'id',
      quarantine: 'id',
      settled: 'transactionId,sequence',
    });
  }
}

const rowSchema = v.object({
  sequence: v.number(),
  transactionId: v.string(),
  envelope: envelopeSchema,
  recovered: v.boolean(),
});

/** Null when a stored row does not parse, contradicts itself, or its hash is not that of its content. */
export function readableRow(stored: unknown): Row | null {
  const row = v.safeParse(rowSchema, stored);
  if (!row.success) return null;
  const { envelope, sequence, transactionId } = row.output;
  const isWhole =
    envelope.header.sequence === sequence &&
    envelope.header.transactionId === transactionId &&
    hashFits(envelope);
  return isWhole ? row.output : null;
}

export function rowOf(envelope: Envelope, recovered: boolean): Row {
  const { sequence, transactionId } = envelope.header;
  return { sequence, transactionId, envelope, recovered };
}

const headSchema = v.object({
  id: v.literal('head'),
  epoch: v.number(),
  sequence: v.number(),
  hash: bytes32Schema,
  count: v.number(),
  receipt: v.nullable(receiptSchema),
});

/** Null when there is none or it does not parse: the comparison with the journal makes it anew. */
export function readableHead(stored: unknown): Head | null {
  const head = v.safeParse(headSchema, stored);
  return head.success ? head.output : null;
}

export function quarantined(sequence: number, reason: string, content: unknown): Quarantined {
  const hash = readableRow(content)?.envelope.hash ?? 'unreadable';
  return { id: `${sequence} ${reason} ${hash}`, sequence, reason, content };
}
