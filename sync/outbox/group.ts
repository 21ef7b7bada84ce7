import type { Acceptance } from '../../core/journeys/visit.ts';
import { err, type Result } from '../../core/lib/result.ts';
import type { Chunk } from '../../core/records/envelope.ts';
import { amountBandOf, upperEndFen } from '../../core/rules/amount-band.ts';
import { offlineLimit, type Unreceipted } from '../../core/rules/offline-limits.ts';
import type { AcceptTrouble, Order } from './accept.ts';
import { rowOf, type Head, type OutboxDb } from './db.ts';
import { inTransaction, type Stores } from './transaction.ts';
import { sealedEnvelope, type Sealed, type Standing } from './envelopes.ts';
import type { ReadySealer } from '../sealing/ready-sealer.ts';

/** A caller who waits for the word "accepted". */
export type Asked = {
  readonly order: Order;
  readonly tell: (answer: Result<Acceptance, AcceptTrouble>) => void;
};

/** Who can be accepted: what is to be stored. */
export type Ready = Sealed & { readonly asked: Asked };

/** Who cannot be accepted, and what they are to hear. */
export type Refused = { readonly asked: Asked; readonly answer: Result<never, AcceptTrouble> };

export type GroupParts = Standing & {
  readonly sealer: ReadySealer;
  readonly head: Head;
  /** Age of the oldest record that waits. */
  readonly oldestAgeMs: number;
  /** The best time there is, for what is judged by a date. */
  readonly nowMs: number;
};

/**
 * Makes envelopes for all who wait, in their order, behind the head. Who cannot be accepted takes no number. Nothing is
 * stored and nobody is told.
 */
export async function sealGroup(
  group: readonly Asked[],
  parts: GroupParts,
): Promise<{ readonly ready: readonly Ready[]; readonly refused: readonly Refused[] }> {
  const ready: Ready[] = [];
  const refused: Refused[] = [];
  let end: Head = parts.head;
  parts.sealer.makeReady(parts.trust.sealingKey.publicKey, group.length);
  for (const asked of group) {
    const sealed = await sealedNext(asked.order, end, parts);
    if (!sealed.ok) {
      refused.push({ asked, answer: sealed });
      continue;
    }
    end = headBehind(end, sealed.value);
    ready.push({ asked, ...sealed.value });
  }
  return { ready, refused };
}

async function sealedNext(
  order: Order,
  end: Head,
  parts: GroupParts,
): Promise<Result<Sealed, AcceptTrouble>> {
  const trouble = limitTrouble(order, end, parts);
  return trouble === null ? sealedEnvelope(order, end, parts) : err(trouble);
}

function limitTrouble({ record }: Order, end: Head, parts: GroupParts): AcceptTrouble | null {
  const waiting = unreceipted(end, parts.oldestAgeMs);
  const next = { kind: record.kind, amountBand: amountBandOf(record.amountFen) };
  const reason = offlineLimit(parts.trust.rulesPack, waiting, next, parts.nowMs);
  if (reason === null) return null;
  return { code: reason === 'rules-expired' ? 'rules-expired' : 'offline-limit', cause: reason };
}

export function unreceipted({ count, waitingFen }: Head, oldestAgeMs: number): Unreceipted {
  return { count, totalFen: BigInt(waitingFen), oldestAgeMs };
}

function headBehind(head: Head, { envelope }: Pick<Sealed, 'envelope'>): Head {
  const { sequence, amountBand } = envelope.header;
  const waitingFen = String(BigInt(head.waitingFen) + upperEndFen(amountBand));
  return { ...head, sequence, hash: envelope.hash, count: head.count + 1, waitingFen };
}

/**
 * Adds the rows with their pieces and moves the head in one strict transaction. A number is never used twice: only this
 * window writes, and `add` fails where a row stands.
 *
 * @param head where the database stands
 * @throws what IndexedDB throws
 */
export async function commitGroup(db: OutboxDb, head: Head, ready: readonly Ready[]): Promise<Head> {
  const next = ready.reduce(headBehind, head);
  await inTransaction(db, 'strict', async (stores, commit) => {
    for (const { envelope, chunks } of ready) addRow(stores, envelope, chunks);
    stores.head.put(next);
    commit();
  });
  return next;
}

function addRow(
  { outbox, chunks: pieces }: Stores,
  envelope: Sealed['envelope'],
  chunks: readonly Chunk[],
): void {
  const { sequence } = envelope.header;
  outbox.add(rowOf(envelope, false));
  for (const chunk of chunks) pieces.add({ sequence, index: chunk.index, chunk });
}
