import type { Receipt } from '../../../core/records/envelope.ts';
import { verifyOnNode } from '../../../host/keys/verify.ts';
import { exchange, fitting, type Exchanged } from '../../../sync/uploader/exchange.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import type { Kiosk } from './kiosk.ts';

let nonces = 0;

/** Another nonce each time, 32 bytes. */
export function nextNonce(): string {
  nonces += 1;
  return Buffer.alloc(32, nonces.toString(16).padStart(8, '0')).toString('base64url');
}

/** One request to the hub with what waits, as the uploader makes it. */
export async function sendOnce(machine: Kiosk, outbox: Outbox, limit = 50): Promise<Exchanged> {
  const rows = fitting(await outbox.waiting(0, limit));
  const { host, facts } = machine;
  return exchange({ outbox, host, facts, verify: verifyOnNode }, rows, nextNonce());
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
