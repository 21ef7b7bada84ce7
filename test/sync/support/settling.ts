import type { Receipt } from '../../../core/records/envelope.ts';
import { err } from '../../../core/lib/result.ts';
import { verifyOnNode } from '../../../machine/ed25519.ts';
import type { SignedRow } from '../../../sync/outbox/db.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import { nextBatch } from '../../../sync/uploader/batch.ts';
import { exchange } from '../../../sync/uploader/exchange.ts';
import { Recovery } from '../../../sync/uploader/recovery.ts';
import { Settling } from '../../../sync/uploader/settling.ts';
import { SendQueue } from '../../../sync/uploader/send-queue.ts';
import { TrustOffers } from '../../../sync/uploader/trust-offers.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import type { Kiosk } from './kiosk.ts';
import { nextNonce } from './nonces.ts';

/** Time goes by in short steps, in each of which a database has the turns of the event loop that it needs. */
export async function pass(clock: ManualClock, ms: number): Promise<void> {
  const stepMs = 20_000;
  for (let left = ms; left > 0; left -= stepMs) {
    await clock.advance(Math.min(left, stepMs));
    for (let turn = 0; turn < 40; turn += 1) await new Promise((next) => setImmediate(next));
  }
}

/** Everything that may be sent, as it is stored, ascending. */
export function waiting(outbox: Outbox): Promise<readonly SignedRow[]> {
  return outbox.read([...outbox.rows].map(({ sequence }) => sequence));
}

/** One request to the hub with what waits, as the uploader of a page that has just been loaded makes it. */
export async function sendOnce(machine: Kiosk, outbox: Outbox, limit = 50) {
  const queue = new SendQueue(outbox.rows);
  const batch = await nextBatch(outbox, queue, outbox.clock.monotonicMs(), limit);
  const { host, facts } = machine;
  const random = { nonce: nextNonce, fraction: () => 0 };
  const offers = new TrustOffers();
  const recovery = new Recovery();
  const settling = new Settling(outbox);
  const heard = await exchange(
    { outbox, queue, offers, recovery, settling, host, facts, verify: verifyOnNode, random },
    batch,
    null,
  );
  const isKept = await settling.finish();
  return isKept ? heard : err({ trouble: 'store-failed' as const, retryAfterMs: null });
}

/** A receipt of the kiosk's own hub, whatever it covers. */
export function receiptOf(
  machine: Kiosk,
  parts: Pick<Receipt, 'upToSequence' | 'headHash'> & Partial<Receipt>,
): Receipt {
  const { kioskId, epoch } = machine.facts;
  return machine.hub.signed({
    version: 1,
    kioskId,
    epoch,
    requestNonce: nextNonce(),
    hubTimeMs: 0,
    receiptKeyId: 'receipt-1',
    ...parts,
  });
}
