import { uploadLimit } from '../protocol/wire.ts';
import type { OutboxDb, Row, SignedRow } from './db.ts';
import { storedAt, type ReadRow } from './reading.ts';
import type { WaitingRows } from './waiting-rows.ts';

/** What is stored, by sequence. */
type Stored = ReadonlyMap<number, unknown>;

/**
 * Reads rows for sending, and those behind them while these are on their way to the hub. A row that waits does not
 * change but by a repair, after which nothing read before counts.
 */
export class ReadAhead {
  readonly #db: OutboxDb;
  readonly #rows: WaitingRows;
  readonly #readRow: ReadRow;
  #ahead: Promise<Stored> | null = null;

  constructor(db: OutboxDb, rows: WaitingRows, readRow: ReadRow) {
    this.#db = db;
    this.#rows = rows;
    this.#readRow = readRow;
  }

  /** Rows by sequence, in the order asked; those that are gone or do not read are left out. @throws what IndexedDB throws */
  async read(sequences: readonly number[]): Promise<readonly SignedRow[]> {
    if (sequences.length === 0) return [];
    const ahead = await this.#ahead;
    const isThere = ahead !== null && sequences.every((sequence) => ahead.has(sequence));
    const stored = isThere ? ahead : await this.#storedAt(sequences);
    const following = this.#behind(sequences);
    // Should it fail, the rows are read when they are asked for.
    this.#ahead =
      following.length === 0 ? null : this.#storedAt(following).catch(() => new Map<number, unknown>());
    return sequences.map((sequence) => this.#readRow(stored.get(sequence))).filter((row) => row !== null);
  }

  forget(): void {
    this.#ahead = null;
  }

  /** At most what one request carries. */
  #behind(sequences: readonly number[]): readonly number[] {
    const following: number[] = [];
    let next = (sequences.at(-1) ?? 0) + 1;
    while (following.length < uploadLimit && this.#rows.at(next) !== null) {
      following.push(next);
      next += 1;
    }
    return following;
  }

  async #storedAt(sequences: readonly number[]): Promise<Stored> {
    const stored = await storedAt(this.#db, sequences);
    // The key path of the store: whatever else may be wrong with a row, it has this.
    return new Map(stored.map((row) => [(row as Pick<Row, 'sequence'>).sequence, row]));
  }
}
