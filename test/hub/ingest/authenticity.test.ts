import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { noHash, type Envelope } from '../../../core/records/envelope.ts';
import { deviceKeyObject, readOffer, type Offer } from '../../../hub/ingest/authenticity.ts';
import type { Link } from '../../../hub/ingest/judge.ts';
import { prove } from '../../../hub/ingest/prove.ts';
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
  rulesKey: { id: 'rules-1', publicKey: sealingKey },
  keysSerial: 0,
};
const deviceKey = newDeviceKey();
const kiosk = { kioskId: 'K01', epoch: 2 };
const keyObject = deviceKeyObject(deviceKey.publicKey);
const envelope = await makeEnvelope(identity, deviceKey, contactChange(), {
  sequence: 5,
  previousHash: noHash,
});

async function outcome(changed: Envelope): Promise<string> {
  const row = readOffer({ envelope: changed, recovered: false }, kiosk);
  return (await outcomes([row]))[0]!;
}

type Rows = Parameters<typeof prove>[0];

async function outcomes(rows: Rows, held: ReadonlyMap<number, Link> = new Map()): Promise<readonly string[]> {
  const proved = await prove(rows, keyObject, held);
  return proved.map((row) => ('refused' in row ? row.refused : 'ok'));
}

test('an envelope as the kiosk made it is authentic', async () => {
  const offer: Offer = { envelope, recovered: true };
  expect(readOffer(offer, kiosk)).toEqual(offer);
  expect(await prove([offer], keyObject, new Map())).toEqual([offer]);
});

test('every field of the header is under the hash, and the hash under the signature', async () => {
  const changes = [
    { sequence: 6 },
    { transactionId: '7d1c9c0e-4b1a-4f8e-9f57-0c6f2f0e7a11' },
    { kind: 'claim-report' as const },
    { acceptedAt: '2026-11-02T01:02:03.457Z' },
    { urgency: 'urgent' as const },
    { orderGroup: 7 },
    { amountBand: 'to-1000' as const },
    { clock: { ...envelope.header.clock, monotonicMs: 1 } },
    { holdBackSeconds: 1 },
    { supersedes: 'K01-1-000007' },
    { rulesSerial: 1 },
    { chunkHashes: [noHash] },
    { sealingKeyId: 'seal-2' },
    { previousHash: `${'A'.repeat(42)}E` },
  ];
  for (const change of changes) {
    const header = { ...envelope.header, ...change };
    expect(await outcome({ ...envelope, header })).toBe('bad-hash');
    const { hash } = signed(newDeviceKey(), { ...envelope, header });
    expect(await outcome({ ...envelope, header, hash })).toBe('bad-signature');
  }
});

test('another device, another kiosk and another epoch are told apart', async () => {
  expect(await outcome(signed(newDeviceKey(), envelope))).toBe('bad-signature');
  for (const change of [{ epoch: 1 }, { kioskId: 'K02' }]) {
    const header = { ...envelope.header, ...change };
    expect(await outcome(signed(deviceKey, { ...envelope, header }))).toBe('foreign-kiosk');
  }
});

test('base64url that ends in stray bits is a wrong hash, not an exception', async () => {
  expect(await outcome({ ...envelope, encapsulatedKey: `${'A'.repeat(42)}_` })).toBe('bad-hash');
  expect(await outcome({ ...envelope, ciphertext: 'A' })).toBe('bad-hash');
});

test('a row that does not parse is still named by the sequence it claims, where it claims one', () => {
  const unreadable = (sequence: number) => ({ sequence, refused: 'unreadable' });
  expect(readOffer({ envelope: { ...envelope, hash: 1 }, recovered: false }, kiosk)).toEqual(unreadable(5));
  expect(readOffer({ envelope: { header: { sequence: 9 } } }, kiosk)).toEqual(unreadable(9));
  for (const nameless of [null, 7, {}, { envelope: { header: { sequence: 1.5 } } }, { envelope: null }])
    expect(readOffer(nameless, kiosk)).toEqual(unreadable(0));
});

/** Envelopes 5 to 8 of one chain, as rows. */
async function run(): Promise<readonly Offer[]> {
  const rows: Offer[] = [{ envelope, recovered: false }];
  for (let sequence = 6; sequence <= 8; sequence += 1) {
    const previousHash = rows.at(-1)!.envelope.hash;
    const next = await makeEnvelope(identity, deviceKey, contactChange(), { sequence, previousHash });
    rows.push({ envelope: next, recovered: false });
  }
  return rows;
}

const misSigned = ({ envelope: own, recovered }: Offer): Offer => ({
  envelope: { ...own, signature: signed(newDeviceKey(), own).signature },
  recovered,
});

test('each row answers for its own signature, whatever the rows around it prove', async () => {
  const [fifth, sixth, seventh, eighth] = await run();
  expect(await outcomes([misSigned(sixth!), eighth!, misSigned(fifth!), seventh!])).toEqual([
    'bad-signature',
    'ok',
    'bad-signature',
    'ok',
  ]);
});

test('what is held already is not looked at again, and what is only named by it is', async () => {
  const [fifth, sixth] = await run();
  const link = ({ envelope: own }: Offer): Link => ({
    hash: own.hash,
    previousHash: own.header.previousHash,
  });
  expect(await outcomes([misSigned(fifth!)], new Map([[5, link(fifth!)]]))).toEqual(['ok']);
  expect(await outcomes([misSigned(fifth!)], new Map([[6, link(sixth!)]]))).toEqual(['bad-signature']);
});
