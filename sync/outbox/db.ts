import { Dexie, type Table } from 'dexie';
import * as v from 'valibot';
import type { Acceptance } from '../../core/journeys/visit.ts';
import {
  bytes32Schema,
  chunkSchema,
  receiptSchema,
  unsignedEnvelopeSchema,
  type Chunk,
  type Envelope,
  type Receipt,
  type UnsignedEnvelope,
} from '../../core/records/envelope.ts';
import { chunkHash, hashFits } from '../protocol/chain.ts';

/** A sealed record that waits for the hub. Its signature stands in the journal only, which is where it is made. */
export type Row = {
  readonly sequence: number;
  readonly transactionId: string;
  readonly envelope: UnsignedEnvelope;
  /** Start-up found it in one store only: the customer may not have been told. */
  readonly recovered: boolean;
};

/** As it is sent. */
export type SignedRow = Row & { readonly envelope: Envelope };

/** Where the chain stands. The only row of its table; written in the same transaction as every change of the outbox. */
export type Head = {
  readonly id: 'head';
  readonly epoch: number;
  readonly sequence: number;
  readonly hash: string;
  /** Rows in the outbox: `count()` takes half a second at 100,000 rows. */
  readonly count: number;
  /** Their amounts at the upper ends of their bands, fen as digits. */
  readonly waitingFen: string;
  /** 32 random bytes of this database, base64url; they keep an order group from being turned back into a person. */
  readonly groupSalt: string;
  /** The hub's last word on how long kiosks spread their first contact; null before the first. */
  readonly spreadSeconds: number | null;
  /** Staff have heard that the browser may evict this database. */
  readonly evictionTold: boolean;
  /** Everything up to it is with the hub and dropped; kept, so that a journal that has lost it can have it again. */
  readonly receipt: Receipt | null;
};

/** A sealed piece of an attachment; it comes and goes with the row of that sequence. */
export type ChunkRow = { readonly sequence: number; readonly index: number; readonly chunk: Chunk };

/** What does not belong in the outbox and is not thrown away (I11). */
export type Quarantined = {
  /** Sequence, reason and hash: the same thing is kept once. */
  readonly id: string;
  readonly sequence: number;
  readonly reason: string;
  readonly content: unknown;
};

/** What was said of the records that one receipt let go: asking again gives the same answer, not a second record. */
export type Departed = {
  readonly upToSequence: number;
  /** Ascending. */
  readonly said: readonly { readonly transactionId: string; readonly acceptance: Acceptance }[];
};

export type DatabasePort = { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange };

/** An enrolment has its own database: the sequences of another epoch are another chain. */
export function databaseName(kioskId: string, epoch: number): string {
  return `outbox-${kioskId}-${epoch}`;
}

export const storeNames = ['outbox', 'head', 'chunks', 'quarantine', 'departed'] as const;
export type StoreName = (typeof storeNames)[number];

export class OutboxDb extends Dexie {
  /** Makes the key ranges that this database takes. */
  readonly keys: typeof IDBKeyRange;
  declare readonly outbox: Table<Row, number>;
  declare readonly head: Table<Head, 'head'>;
  declare readonly chunks: Table<ChunkRow, [number, number]>;
  declare readonly quarantine: Table<Quarantined, string>;
  declare readonly departed: Table<Departed, number>;

  constructor(name: string, port: DatabasePort) {
    // Chromium's default is `relaxed`: it lost acknowledged rows in 17 of 22 power cuts, `strict` in none.
    super(name, { ...port, chromeTransactionDurability: 'strict' });
    this.keys = port.IDBKeyRange;
    // What waits and what was said is known in memory: an index would only make each write longer.
    this.version(3).stores({
      outbox: 'sequence',
      head: 'id',
      chunks: '[sequence+index]',
      quarantine: 'id',
      departed: 'upToSequence',
    });
  }
}

const rowSchema = v.object({
  sequence: v.number(),
  transactionId: v.string(),
  envelope: unsignedEnvelopeSchema,
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

export function rowOf<E extends UnsignedEnvelope>(envelope: E, recovered: boolean): Row & { envelope: E } {
  const { sequence, transactionId } = envelope.header;
  return { sequence, transactionId, envelope, recovered };
}

/** What of an envelope stands in the database. */
export function unsignedOf(envelope: UnsignedEnvelope): UnsignedEnvelope {
  const { header, encapsulatedKey, ciphertext, hash } = envelope;
  return { header, encapsulatedKey, ciphertext, hash };
}

const headSchema = v.object({
  id: v.literal('head'),
  epoch: v.number(),
  sequence: v.number(),
  hash: bytes32Schema,
  count: v.number(),
  waitingFen: v.pipe(v.string(), v.regex(/^\d+$/)),
  groupSalt: bytes32Schema,
  spreadSeconds: v.nullable(v.number()),
  evictionTold: v.boolean(),
  receipt: v.nullable(receiptSchema),
});

/** Null when there is none or it does not parse: the comparison with the journal makes it anew. */
export function readableHead(stored: unknown): Head | null {
  const head = v.safeParse(headSchema, stored);
  return head.success ? head.output : null;
}

/** Null when a stored piece does not parse, or is not the one that the header names at this place. */
export function readableChunk(stored: ChunkRow | undefined, row: UnsignedEnvelope): Chunk | null {
  const chunk = v.safeParse(chunkSchema, stored?.chunk);
  if (!chunk.success) return null;
  const { index, hash, transactionId } = chunk.output;
  const isNamed = row.header.transactionId === transactionId && row.header.chunkHashes[index] === hash;
  return isNamed && index === stored?.index && hashIsOf(chunk.output) ? chunk.output : null;
}

function hashIsOf(chunk: Chunk): boolean {
  try {
    return chunk.hash === chunkHash(chunk);
  } catch {
    return false;
  }
}

export function quarantined(
  sequence: number,
  reason: string,
  content: unknown,
  hash = readableRow(content)?.envelope.hash ?? 'unreadable',
): Quarantined {
  return { id: quarantineId(sequence, reason, hash), sequence, reason, content };
}

export function quarantineId(sequence: number, reason: string, hash: string): string {
  return `${sequence} ${reason} ${hash}`;
}
