import type { UnsignedEnvelope } from '../../core/records/envelope.ts';
import type { Link } from './compare-stores.ts';
import { readableHead, readableRow, type Head, type OutboxDb, type Row } from './db.ts';
import { fenOf } from './drop-rows.ts';
import type { KioskClock } from './kiosk-clock.ts';
import { got, inTransaction } from './transaction.ts';
import { waitingRowOf, type UnsignedWaitingRow } from './waiting-rows.ts';

/** What stands in the database, every row of it read through. */
export type Look = {
  readonly head: Head | null;
  readonly links: readonly Link[];
  readonly waiting: readonly UnsignedWaitingRow[];
  /** Amounts of the readable rows at the upper ends of their bands. */
  readonly waitingFen: bigint;
  /** Keys of rows that do not parse. */
  readonly unreadable: readonly number[];
};

/** Rows that are held in memory at a time. */
const rowsAtOnce = 500;

/** @throws what IndexedDB throws */
export async function lookThrough(db: OutboxDb, clock: KioskClock): Promise<Look> {
  const links: Link[] = [];
  const waiting: UnsignedWaitingRow[] = [];
  const unreadable: number[] = [];
  let waitingFen = 0n;
  for (let after = -Infinity; ;) {
    const stored = await rowsBehind(db, after);
    for (const one of stored) {
      const row = readableRow(one);
      if (row === null) {
        unreadable.push(one.sequence);
        continue;
      }
      links.push(linkOf(row.envelope));
      waiting.push(waitingRowOf(row, clock));
      waitingFen += fenOf([row.envelope.header]);
    }
    const last = stored.at(-1);
    if (last === undefined) break;
    after = last.sequence;
  }
  const head = await inTransaction(db, 'readonly', async (stores) =>
    readableHead(await got(stores.head.get('head'))),
  );
  return { head, links, waiting, waitingFen, unreadable };
}

function rowsBehind(db: OutboxDb, sequence: number): Promise<Row[]> {
  return inTransaction(db, 'readonly', ({ outbox }) =>
    got<Row[]>(outbox.getAll(db.keys.lowerBound(sequence, true), rowsAtOnce)),
  );
}

export function linkOf({ header, hash }: UnsignedEnvelope): Link {
  return { sequence: header.sequence, hash, previousHash: header.previousHash };
}
