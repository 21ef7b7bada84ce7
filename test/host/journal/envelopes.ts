import { randomUUID } from 'node:crypto';
import {
  noHash,
  type Chunk,
  type Envelope,
  type EnvelopeHeader,
  type Receipt,
} from '../../../core/records/envelope.ts';
import {
  chunkHash,
  envelopeHash,
  envelopeSigningBytes,
  receiptSigningBytes,
} from '../../../sync/protocol/chain.ts';
import { headerWith } from '../../support/envelope-header.ts';
import { signingKey } from '../../sync/support/keys.ts';

export const device = signingKey();
export const hub = signingKey();

/** An envelope of the test's own device behind `previous`; what is sealed in it plays no part for a journal. */
export function envelopeBehind(previous: Envelope | null, change: Partial<EnvelopeHeader> = {}): Envelope {
  const header = headerWith({
    sequence: (previous?.header.sequence ?? 0) + 1,
    transactionId: randomUUID(),
    previousHash: previous?.hash ?? noHash,
    ...change,
  });
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

export function chunkOf(transactionId: string, index: number): Chunk {
  const parts = {
    transactionId,
    index,
    sealingKeyId: 'seal-1',
    encapsulatedKey: noHash,
    ciphertext: Buffer.alloc(300, index).toString('base64url'),
  };
  return { ...parts, hash: chunkHash(parts) };
}
