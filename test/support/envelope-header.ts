import { noHash, type EnvelopeHeader } from '../../core/records/envelope.ts';

/** A header of kiosk K01's first record; a test names what it is about. */
export function headerWith(change: Partial<EnvelopeHeader> = {}): EnvelopeHeader {
  return {
    version: 2,
    kioskId: 'K01',
    epoch: 1,
    sequence: 1,
    transactionId: '7f0c6f9e-2a3b-4c5d-8e9f-0a1b2c3d4e5f',
    kind: 'claim-report',
    urgency: 'ordinary',
    orderGroup: 0,
    amountBand: 'none',
    acceptedAt: '2026-11-02T01:00:00.000Z',
    clock: { bootId: 'boot-of-test', monotonicMs: 1_000, hubOffsetMs: null },
    holdBackSeconds: 0,
    supersedes: null,
    rulesSerial: 0,
    chunkHashes: [],
    sealingKeyId: 'seal-1',
    previousHash: noHash,
    ...change,
  };
}
