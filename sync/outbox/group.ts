import type { Host } from '../../core/contract/host.ts';
import type { Acceptance } from '../../core/journeys/visit.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { Chunk, Envelope } from '../../core/records/envelope.ts';
import { amountBandOf, upperEndFen } from '../../core/rules/amount-band.ts';
import { offlineLimit, type Unreceipted } from '../../core/rules/offline-limits.ts';
import type { AcceptTrouble, Order } from './accept.ts';
import { readableHead, rowOf, type Head, type OutboxDb } from './db.ts';
import { got, inTransaction, type Stores } from './transaction.ts';
import { sealedEnvelope, signed, type Standing, type Unsigned } from './envelopes.ts';
import type { ReadySealer } from '../sealing/ready-sealer.ts';

/** A caller who waits for the word "accepted". */
export type Asked = {
  readonly order: Order;
  readonly tell: (answer: Result<Acceptance, AcceptTrouble>) => void;
};

/** An envelope that lacks only the device's signature. */
type Sealed = { readonly asked: Asked; readonly unsigned: Unsigned };

/** A signed envelope, not stored yet. */
export type Prepared = {
  readonly asked: Asked;
  readonly envelope: Envelope;
  readonly chunks: readonly Chunk[];
};

/** Who cannot be accepted, and what they are to hear. */
export type Refused = { readonly asked: Asked; readonly answer: Result<never, AcceptTrouble> };

export type PreparedGroup = { readonly prepared: readonly Prepared[]; readonly refused: readonly Refused[] };

export type GroupParts = Standing & {
  readonly sealer: ReadySealer;
  readonly host: Pick<Host, 'invoke'>;
  readonly head: Head;
  /** Age of the oldest record that waits. */
  readonly oldestAgeMs: number;
  /** The best time there is, for what is judged by a date. */
  readonly nowMs: number;
};

/**
 * Makes envelopes for all who wait, in their order, and has them signed together. Who cannot be accepted takes no
 * number. Nothing is stored and nobody is told.
 */
export async function prepareGroup(group: readonly Asked[], parts: GroupParts): Promise<PreparedGroup> {
  const { sealed, refused } = await sealedGroup(group, parts);
  if (sealed.length === 0) return { prepared: [], refused };
  const unsigned = sealed.map((one) => one.unsigned);
  const answer = await signed(unsigned, parts.host);
  if (!answer.ok)
    return { prepared: [], refused: [...refused, ...sealed.map(({ asked }) => ({ asked, answer }))] };
  const prepared: Prepared[] = [];
  for (const [at, envelope] of answer.value.entries()) {
    const one = sealed[at];
    if (one !== undefined) prepared.push({ asked: one.asked, envelope, chunks: one.unsigned.chunks });
  }
  return { prepared, refused };
}

async function sealedGroup(
  group: readonly Asked[],
  parts: GroupParts,
): Promise<{ readonly sealed: readonly Sealed[]; readonly refused: readonly Refused[] }> {
  const sealed: Sealed[] = [];
  const refused: Refused[] = [];
  let end: Head = parts.head;
  parts.sealer.makeReady(parts.trust.sealingKey.publicKey, group.length);
  for (const asked of group) {
    const next = await sealedNext(asked.order, end, parts);
    if (!next.ok) {
      refused.push({ asked, answer: next });
      continue;
    }
    end = headBehind(end, next.value);
    sealed.push({ asked, unsigned: next.value });
  }
  return { sealed, refused };
}

async function sealedNext(
  order: Order,
  end: Head,
  parts: GroupParts,
): Promise<Result<Unsigned, AcceptTrouble>> {
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

function headBehind(head: Head, { envelope }: Pick<Unsigned, 'envelope'>): Head {
  const { sequence, amountBand } = envelope.header;
  const waitingFen = String(BigInt(head.waitingFen) + upperEndFen(amountBand));
  return { ...head, sequence, hash: envelope.hash, count: head.count + 1, waitingFen };
}

/** Another window has written since the envelopes were made. */
class Moved extends Error {}

/**
 * Adds the rows with their pieces and moves the head in one strict transaction. A number is never used twice: either
 * nobody else can have written since the head was read, or it is read again, and everything is taken back when it has
 * moved; and `add` fails where a row stands.
 *
 * @param head as the database has just said it
 * @param isAlone whether this window holds the lock of all writers since then
 * @returns `moved` when another window was faster
 * @throws what IndexedDB throws
 */
export async function commitGroup(
  db: OutboxDb,
  head: Head,
  prepared: readonly Prepared[],
  isAlone: boolean,
): Promise<Result<Head, 'moved'>> {
  const next = prepared.reduce(headBehind, head);
  try {
    await inTransaction(db, 'strict', async (stores, commit) => {
      const stored = isAlone ? null : got(stores.head.get('head'));
      for (const { envelope, chunks } of prepared) addRow(stores, envelope, chunks);
      stores.head.put(next);
      if (stored === null) return commit();
      const now = readableHead(await stored);
      if (now?.sequence !== head.sequence || now.hash !== head.hash) throw new Moved();
    });
    return ok(next);
  } catch (cause) {
    if (cause instanceof Moved) return err('moved');
    throw cause;
  }
}

function addRow({ outbox, chunks: pieces }: Stores, envelope: Envelope, chunks: readonly Chunk[]): void {
  const { sequence } = envelope.header;
  outbox.add(rowOf(envelope, false));
  for (const chunk of chunks) pieces.add({ sequence, index: chunk.index, chunk });
}
