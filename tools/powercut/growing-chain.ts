import { randomBytes } from 'node:crypto';
import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { noHash, type Envelope } from '../../core/records/envelope.ts';
import { orderOf } from '../../sync/outbox/accept.ts';
import { sealedEnvelope } from '../../sync/outbox/envelopes.ts';
import { ReadySealer } from '../../sync/sealing/ready-sealer.ts';
import { draftErrand } from './draft.ts';

/** The chain of one kiosk, as long as anybody has asked for. */
export type GrowingChain = {
  /** Its records `from` to `from + count - 1`, always the same ones. */
  readonly records: (from: number, count: number) => Promise<readonly Envelope[]>;
  /** Null where nobody has asked for a record yet. */
  readonly hashAt: (sequence: number) => string | null;
};

/**
 * Records made by the product's own hands. Every trial begins with the first one, against a fresh copy of the same hub,
 * so what is made once serves all.
 */
export function growingChain(host: Host, facts: KioskFacts, clock: Clock): GrowingChain {
  const made: Envelope[] = [];
  const sealer = new ReadySealer();
  const groupSalt = randomBytes(32).toString('base64url');

  async function makeNext(): Promise<void> {
    const order = orderOf(
      draftErrand(),
      {},
      { acceptedAt: new Date(clock.nowMs()).toISOString(), clock: facts.clock },
    );
    if (!order.ok) throw new Error(order.error.cause);
    const end = { sequence: made.length, hash: made.at(-1)?.hash ?? noHash, groupSalt };
    const sealed = await sealedEnvelope(order.value, end, { facts, trust: facts.trust, sealer });
    if (!sealed.ok) throw new Error(`${sealed.error.code} ${sealed.error.cause}`);
    const { envelope } = sealed.value;
    const appended = await host.invoke('journal.append', { envelopes: [envelope], recovered: false });
    if (!appended.ok) throw new Error(appended.error.code);
    made.push(...appended.value.signatures.map((signature) => ({ ...envelope, signature })));
  }

  return {
    hashAt: (sequence) => (sequence === 0 ? noHash : (made[sequence - 1]?.hash ?? null)),
    async records(from, count) {
      while (made.length < from - 1 + count) await makeNext();
      return made.slice(from - 1, from - 1 + count);
    },
  };
}
