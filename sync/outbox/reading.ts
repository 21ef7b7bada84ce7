import { noHash, type Chunk } from '../../core/records/envelope.ts';
import { storedChunks } from './attachments.ts';
import { readableChunk, readableHead, readableRow, type OutboxDb, type Row, type SignedRow } from './db.ts';
import { got, inTransaction } from './transaction.ts';
import type { WaitingRows } from './waiting-rows.ts';

/** Reads a stored row; null when it is not what it should be. */
export type ReadRow = (stored: unknown) => SignedRow | null;

/**
 * Reads rows that wait, with the signatures that the journal has made. This page has written them or read them through
 * before; they are known by their hash.
 */
export function rowReader(rows: WaitingRows): ReadRow {
  return (stored) => {
    const row = stored as Row | null | undefined;
    const waiting = rows.at(row?.sequence ?? 0);
    if (!row || waiting === null || row.envelope?.hash !== waiting.hash) return null;
    return { ...row, envelope: { ...row.envelope, signature: waiting.signature } };
  };
}

/** What stands at these sequences, as it is stored; what is gone is left out. @throws what IndexedDB throws */
export function storedAt(db: OutboxDb, sequences: readonly number[]): Promise<readonly unknown[]> {
  return inTransaction(db, 'readonly', async ({ outbox }) => {
    const [first = 0] = sequences;
    const isRun = sequences.length > 0 && sequences.every((sequence, at) => sequence === first + at);
    if (isRun) return got<unknown[]>(outbox.getAll(db.keys.bound(first, first + sequences.length - 1)));
    const stored = await Promise.all(sequences.map((sequence) => got<unknown>(outbox.get(sequence))));
    return stored.filter((row) => row !== undefined);
  });
}

/** Pieces of a row, ascending; those that do not read are left out. */
export async function readChunks(
  db: OutboxDb,
  { sequence, envelope }: Pick<Row, 'sequence' | 'envelope'>,
  fromIndex: number,
  limit: number,
): Promise<readonly Chunk[]> {
  const stored = await storedChunks(db, sequence, fromIndex, limit);
  return stored.map((chunk) => readableChunk(chunk, envelope)).filter((chunk) => chunk !== null);
}

/** The hash at a sequence as the database has it; null where it has none. */
export async function storedHashAt(db: OutboxDb, sequence: number): Promise<string | null> {
  const { head, row } = await inTransaction(db, 'readonly', async (stores) => ({
    head: readableHead(await got(stores.head.get('head'))),
    row: readableRow(await got(stores.outbox.get(sequence))),
  }));
  if (sequence === (head?.receipt?.upToSequence ?? 0)) return head?.receipt?.headHash ?? noHash;
  return row?.envelope.hash ?? null;
}
