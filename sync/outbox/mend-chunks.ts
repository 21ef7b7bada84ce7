import type { Host } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Chunk, UnsignedEnvelope } from '../../core/records/envelope.ts';
import { slipNumber } from '../protocol/chain.ts';
import { storedChunks } from './attachments.ts';
import { readableChunk, type ChunkRow, type OutboxDb } from './db.ts';
import { tell, type RepairTrouble } from './mend-journal.ts';
import { inTransaction } from './transaction.ts';

/**
 * Sees to it that every piece that an envelope names is in the database: what does not parse goes to the quarantine,
 * what is missing comes from the journal, and what neither has is told. The record goes to the hub all the same.
 *
 * @throws what IndexedDB throws
 */
export async function mendChunks(
  db: OutboxDb,
  host: Pick<Host, 'invoke'>,
  envelope: UnsignedEnvelope,
): Promise<Result<void, RepairTrouble>> {
  const { sequence, transactionId, chunkHashes } = envelope.header;
  const stored = await storedChunks(db, sequence);
  const damaged = stored.filter((row) => readableChunk(row, envelope) === null);
  const missing = missingIn(
    chunkHashes.length,
    stored.filter((row) => !damaged.includes(row)),
  );
  if (missing.size === 0 && damaged.length === 0) return ok(undefined);
  const read = missing.size === 0 ? ok([]) : await readJournal(host, transactionId);
  if (!read.ok) return read;
  const restored = read.value
    .map((chunk) => ({ sequence, index: chunk.index, chunk }))
    .filter((row) => missing.has(row.index) && readableChunk(row, envelope) !== null);
  await replace(db, damaged, restored);
  for (const { index } of restored) missing.delete(index);
  if (missing.size === 0) return ok(undefined);
  const detail = `${missing.size} of ${chunkHashes.length} pieces of ${slipNumber(envelope.header)} in neither store`;
  return tell(host, { code: 'row-unreadable', detail });
}

function missingIn(count: number, rows: readonly ChunkRow[]): Set<number> {
  const there = new Set(rows.map(({ index }) => index));
  return new Set(Array.from({ length: count }, (_, index) => index).filter((index) => !there.has(index)));
}

async function readJournal(
  host: Pick<Host, 'invoke'>,
  transactionId: string,
): Promise<Result<Chunk[], RepairTrouble>> {
  const chunks: Chunk[] = [];
  for (let from = 0; ;) {
    const page = await host.invoke('journal.chunks', { transactionId, from });
    if (!page.ok) return err({ code: 'journal-unavailable', cause: page.error.code });
    const last = page.value.chunks.at(-1);
    if (last === undefined || last.index < from) return ok(chunks);
    chunks.push(...page.value.chunks);
    from = last.index + 1;
  }
}

function replace(db: OutboxDb, damaged: readonly ChunkRow[], restored: readonly ChunkRow[]): Promise<void> {
  return inTransaction(db, 'strict', async ({ chunks, quarantine }) => {
    for (const content of damaged) {
      const { sequence, index } = content;
      const reason = 'chunk-unreadable';
      quarantine.put({ id: `${sequence} ${index} ${reason}`, sequence, reason, content });
      chunks.delete([sequence, index]);
    }
    for (const row of restored) chunks.put(row);
  });
}
