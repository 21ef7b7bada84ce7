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

/** A caller who waits for the word "accepted". */
export type Asked = {
  readonly order: Order;
  readonly tell: (answer: Result<Acceptance, AcceptTrouble>) => void;
};

/** A signed envelope, not stored yet. */
export type Prepared = {
  readonly asked: Asked;
  readonly envelope: Envelope;
  readonly chunks: readonly Chunk[];
};

/** Who cannot be accepted, and what they are to hear. */
export type Refused = { readonly asked: Asked; readonly answer: Result<never, AcceptTrouble> };

export type PreparedGroup = {
  readonly prepared: readonly Prepared[];
  readonly refused: readonly Refused[];
  /** Their place in the chain broke away in front of them; nothing is wrong with them. */
  readonly again: readonly Asked[];
};

export type GroupParts = Standing & {
  readonly host: Pick<Host, 'invoke'>;
  readonly head: Head;
  /** Age of the oldest record that waits. */
  readonly oldestAgeMs: number;
  /** The best time there is, for what is judged by a date. */
  readonly nowMs: number;
};

type Sealed = { readonly asked: Asked; readonly unsigned: Unsigned };

/**
 * Makes envelopes for all who wait, in their order, and has them signed side by side. Who cannot be accepted takes no
 * number. Nothing is stored and nobody is told.
 */
export async function prepareGroup(group: readonly Asked[], parts: GroupParts): Promise<PreparedGroup> {
  const sealed: Sealed[] = [];
  const refused: Refused[] = [];
  let end: Head = parts.head;
  for (const asked of group) {
    const next = await sealedNext(asked.order, end, parts);
    if (!next.ok) {
      refused.push({ asked, answer: next });
      continue;
    }
    end = headBehind(end, next.value);
    sealed.push({ asked, unsigned: next.value });
  }
  const signedOnes = await signedPrefix(sealed, parts.host);
  return { ...signedOnes, refused: [...refused, ...signedOnes.refused] };
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

/** What stands behind one that could not be signed is chained to a record that will never be. */
async function signedPrefix(sealed: readonly Sealed[], host: Pick<Host, 'invoke'>): Promise<PreparedGroup> {
  const answers = await Promise.all(sealed.map(({ unsigned }) => signed(unsigned, host)));
  const prepared: Prepared[] = [];
  for (const [at, { asked, unsigned }] of sealed.entries()) {
    const answer = answers[at];
    if (answer === undefined) break;
    if (!answer.ok) {
      const again = sealed.slice(at + 1).map((behind) => behind.asked);
      return { prepared, refused: [{ asked, answer }], again };
    }
    prepared.push({ asked, envelope: answer.value, chunks: unsigned.chunks });
  }
  return { prepared, refused: [], again: [] };
}

/**
 * Adds the rows with their pieces and moves the head in one strict transaction, if the head still stands where the
 * envelopes were prepared: a number is never used twice and none is left out.
 *
 * @returns `moved` when another window was faster, `known` when one of the transactions is stored already
 * @throws what IndexedDB throws
 */
export function commitGroup(
  db: OutboxDb,
  prepared: readonly Prepared[],
): Promise<Result<Head, 'moved' | 'known'>> {
  return inTransaction(db, 'strict', async (stores) => {
    const head = readableHead(await got(stores.head.get('head')));
    const first = prepared[0]?.envelope.header;
    if (head === null || first?.sequence !== head.sequence + 1 || first.previousHash !== head.hash)
      return err('moved');
    if (await isAnyKnown(stores, prepared)) return err('known');
    for (const { envelope, chunks } of prepared) {
      const { sequence } = envelope.header;
      stores.outbox.add(rowOf(envelope, false));
      for (const chunk of chunks) stores.chunks.add({ sequence, index: chunk.index, chunk });
    }
    const next = prepared.reduce(headBehind, head);
    stores.head.put(next);
    return ok(next);
  });
}

async function isAnyKnown({ outbox, departed }: Stores, prepared: readonly Prepared[]): Promise<boolean> {
  const ids = prepared.map(({ envelope }) => envelope.header.transactionId);
  const keys = [outbox, departed].flatMap((store) => {
    const byId = store.index('transactionId');
    return ids.map((id) => got(byId.getKey(id)));
  });
  return (await Promise.all(keys)).some((key) => key !== undefined);
}
