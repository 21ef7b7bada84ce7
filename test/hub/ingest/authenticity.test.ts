import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { noHash, type Envelope } from '../../../core/records/envelope.ts';
import { authenticate, claimedSequence, deviceKeyObject } from '../../../hub/ingest/authenticity.ts';
import { contactChange, makeEnvelope, newDeviceKey, signed } from '../../support/kiosk-envelopes.ts';

const sealingKey = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }).x!;
const identity = {
  version: 1 as const,
  kioskId: 'K01',
  epoch: 2,
  branchName: 'B',
  branchCode: '1',
  sealingKey: { id: 'seal-1', publicKey: sealingKey },
  receiptKey: { id: 'receipt-1', publicKey: sealingKey },
};
const deviceKey = newDeviceKey();
const kiosk = { kioskId: 'K01', epoch: 2, deviceKey: deviceKeyObject(deviceKey.publicKey) };
const envelope = await makeEnvelope(identity, deviceKey, contactChange(), {
  sequence: 5,
  previousHash: noHash,
});

const outcome = (changed: Envelope) => {
  const result = authenticate({ envelope: changed, recovered: false }, kiosk);
  return result.ok ? 'ok' : result.error;
};

test('an envelope as the kiosk made it is authentic', () => {
  expect(authenticate({ envelope, recovered: true }, kiosk)).toEqual({
    ok: true,
    value: { envelope, recovered: true },
  });
});

test('every field of the header is under the hash, and the hash under the signature', () => {
  const changes = [
    { sequence: 6 },
    { transactionId: '7d1c9c0e-4b1a-4f8e-9f57-0c6f2f0e7a11' },
    { kind: 'claim-report' as const },
    { acceptedAt: '2026-11-02T01:02:03.457Z' },
    { sealingKeyId: 'seal-2' },
    { previousHash: `${'A'.repeat(42)}E` },
  ];
  for (const change of changes) {
    const header = { ...envelope.header, ...change };
    expect(outcome({ ...envelope, header })).toBe('bad-hash');
    const { hash } = signed(newDeviceKey(), { ...envelope, header });
    expect(outcome({ ...envelope, header, hash })).toBe('bad-signature');
  }
});

test('another device, another kiosk and another epoch are told apart', async () => {
  expect(outcome(signed(newDeviceKey(), envelope))).toBe('bad-signature');
  expect(outcome(signed(deviceKey, { ...envelope, header: { ...envelope.header, epoch: 1 } }))).toBe(
    'foreign-kiosk',
  );
  expect(outcome(signed(deviceKey, { ...envelope, header: { ...envelope.header, kioskId: 'K02' } }))).toBe(
    'foreign-kiosk',
  );
});

test('base64url that ends in stray bits is a wrong hash, not an exception', () => {
  expect(outcome({ ...envelope, encapsulatedKey: `${'A'.repeat(42)}_` })).toBe('bad-hash');
  expect(outcome({ ...envelope, ciphertext: 'A' })).toBe('bad-hash');
});

test('a row that does not parse is still named by the sequence it claims, where it claims one', () => {
  expect(authenticate({ envelope: { ...envelope, hash: 1 }, recovered: false }, kiosk)).toEqual({
    ok: false,
    error: 'unreadable',
  });
  expect(claimedSequence({ envelope: { header: { sequence: 9 } } })).toBe(9);
  for (const nameless of [null, 7, {}, { envelope: { header: { sequence: 1.5 } } }, { envelope: null }]) {
    expect(claimedSequence(nameless)).toBe(0);
  }
});
