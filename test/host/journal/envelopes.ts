import { randomUUID } from 'node:crypto';
import { noHash, type Envelope, type EnvelopeHeader, type Receipt } from '../../../core/records/envelope.ts';
import { envelopeHash, envelopeSigningBytes, receiptSigningBytes } from '../../../sync/protocol/chain.ts';
import { signingKey } from '../../sync/support/keys.ts';

export const device = signingKey();
export const hub = signingKey();

/** An envelope of the test's own device behind `previous`; what is sealed in it plays no part for a journal. */
export function envelopeBehind(previous: Envelope | null, change: Partial<EnvelopeHeader> = {}): Envelope {
  const header: EnvelopeHeader = {
    version: 1,
    kioskId: 'K01',
    epoch: 1,
    sequence: (previous?.header.sequence ?? 0) + 1,
    transactionId: randomUUID(),
    kind: 'claim-report',
    acceptedAt: '2026-11-02T01:00:00.000Z',
    sealingKeyId: 'seal-1',
    previousHash: previous?.hash ?? noHash,
    ...change,
  };
  const sealed = { encapsulatedKey: noHash, ciphertext: Buffer.alloc(900, 7).toString('base64url') };
  const hash = envelopeHash({ header, ...sealed });
  return { header, ...sealed, hash, signature: device.sign(envelopeSigningBytes(hash)) };
}

export function chainOf(length: number): Envelope[] {
  const chain: Envelope[] = [];
  for (let at = 0; at < length; at += 1) chain.push(envelopeBehind(chain.at(-1) ?? null));
  return chain;
}

export function receiptFor(upToSequence: number, headHash: string, change: Partial<Receipt> = {}): Receipt {
  const unsigned = {
    version: 1 as const,
    kioskId: 'K01',
    epoch: 1,
    upToSequence,
    headHash,
    requestNonce: noHash,
    hubTimeMs: 0,
    receiptKeyId: 'receipt-1',
    ...change,
  };
  return { ...unsigned, signature: hub.sign(receiptSigningBytes(unsigned)) };
}
