import type { Acceptance } from '../../core/journeys/visit.ts';
import type { AmountBand, Urgency } from '../../core/records/envelope.ts';
import { slipNumber } from '../protocol/chain.ts';
import type { Row } from './db.ts';
import type { KioskClock } from './kiosk-clock.ts';

/** What sending and settling need to know of a row without reading it. Times are of the kiosk's monotonic clock. */
export type WaitingRow = {
  readonly transactionId: string;
  readonly slipNumber: string;
  readonly amountBand: AmountBand;
  readonly sequence: number;
  readonly urgency: Urgency;
  readonly orderGroup: number;
  readonly isCancellation: boolean;
  readonly acceptedAt: string;
  readonly acceptedAtMs: number;
  /** Not sent before; its customer can still take it back. */
  readonly heldUntilMs: number;
  readonly chunkCount: number;
  /** Its customer may not have been told. */
  readonly recovered: boolean;
  /** By which the row is known again when it is read. */
  readonly hash: string;
  /** As the journal has it. */
  readonly signature: string;
  /** Of its envelope as JSON, the signature included. */
  readonly characters: number;
};

/** `,"signature":"…"`: 64 bytes as base64url. */
const signatureCharacters = 101;

/** What goes out by its place: the journal has its content. */
export type Outgoing = Pick<WaitingRow, 'sequence' | 'slipNumber' | 'hash' | 'recovered'>;

/** As the database alone tells it. */
export type UnsignedWaitingRow = Omit<WaitingRow, 'signature'>;

export function waitingRowOf(
  { envelope, recovered }: Pick<Row, 'envelope' | 'recovered'>,
  clock: KioskClock,
): UnsignedWaitingRow {
  const { header } = envelope;
  const knownAtMs = clock.acceptedAtMonotonicMs(header);
  const acceptedAtMs = knownAtMs ?? clock.monotonicMs();
  return {
    transactionId: header.transactionId,
    slipNumber: slipNumber(header),
    amountBand: header.amountBand,
    sequence: header.sequence,
    urgency: header.urgency,
    orderGroup: header.orderGroup,
    isCancellation: header.kind === 'cancellation',
    acceptedAt: header.acceptedAt,
    acceptedAtMs,
    // A hold that began anew with every start of a machine without a clock would never end.
    heldUntilMs: knownAtMs === null ? acceptedAtMs : acceptedAtMs + header.holdBackSeconds * 1_000,
    chunkCount: header.chunkHashes.length,
    recovered,
    hash: envelope.hash,
    characters: JSON.stringify(envelope).length + signatureCharacters,
  };
}

/** What its customer was told. */
export function acceptanceOf(row: WaitingRow): Acceptance {
  const { slipNumber: slip, sequence, hash, signature, acceptedAt } = row;
  return { slipNumber: slip, sequence, hash, signature, acceptedAt };
}

/**
 * The rows that are in both stores and that no receipt covers, in memory: 100,000 of them are not read again for every
 * request. Ascending.
 */
export class WaitingRows implements Iterable<WaitingRow> {
  readonly #rows = new Map<number, WaitingRow>();
  readonly #byTransaction = new Map<string, WaitingRow>();
  #additions = 0;

  constructor(rows: readonly WaitingRow[]) {
    for (const row of rows) this.add(row);
  }

  /** Grows whenever a row has come: what was worked out before does not hold any more. */
  get additions(): number {
    return this.#additions;
  }

  get oldest(): WaitingRow | null {
    const [first] = this.#rows.values();
    return first ?? null;
  }

  at(sequence: number): WaitingRow | null {
    return this.#rows.get(sequence) ?? null;
  }

  of(transactionId: string): WaitingRow | null {
    return this.#byTransaction.get(transactionId) ?? null;
  }

  /** Ascending. */
  upTo(sequence: number): readonly WaitingRow[] {
    const rows: WaitingRow[] = [];
    for (const row of this.#rows.values()) {
      if (row.sequence > sequence) break;
      rows.push(row);
    }
    return rows;
  }

  [Symbol.iterator](): Iterator<WaitingRow> {
    return this.#rows.values();
  }

  add(row: WaitingRow): void {
    this.#rows.set(row.sequence, row);
    this.#byTransaction.set(row.transactionId, row);
    this.#additions += 1;
  }

  replace(rows: readonly WaitingRow[]): void {
    this.#rows.clear();
    this.#byTransaction.clear();
    for (const row of rows) this.add(row);
    this.#additions += 1;
  }

  drop(upToSequence: number): void {
    for (const { sequence, transactionId } of this.upTo(upToSequence)) {
      this.#rows.delete(sequence);
      this.#byTransaction.delete(transactionId);
    }
  }
}
