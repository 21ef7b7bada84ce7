import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { noHash, type Envelope } from '../../../core/records/envelope.ts';
import { deviceKeyObject, readOffer, type Offer } from '../../../hub/ingest/authenticity.ts';
import type { Held } from '../../../hub/ingest/ingest-store.ts';
import type { Link } from '../../../hub/ingest/judge.ts';
import { openProver, type Sender } from '../../../hub/ingest/prove.ts';
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

type Row = Offer | ReturnType<typeof readOffer>;

const nothingHeld: Held = {
  deviceKey: deviceKey.publicKey,
  revision: 0,
  prefix: { sequence: 4, hash: noHash },
  highest: 4,
  looseChunks: 0,
  links: new Map(),
  chunkHashes: new Set(),
  unsafe: [],
};

type Circumstances = { readonly held?: readonly Link[]; readonly from?: number; readonly sender?: Sender };

/** Verdicts, or the codes that say more, on rows of an upload; row 0 is the one that is drawn. */
async function outcomes(
  rows: readonly Row[],
  { held = [], from = 0, sender = 'device' }: Circumstances = {},
): Promise<readonly string[]> {
  const upload = { kiosk, rows, chunks: [], report: null };
  const prover = openProver(upload, { sender, deviceKey: keyObject }, () => 0);
  const links = new Map(held.map((link, at) => [from + at, link]));
  const { verdicts } = await prover.decide({ ...nothingHeld, links });
  return verdicts.map((verdict) => ('code' in verdict ? verdict.code : verdict.verdict));
}

async function outcome(changed: Envelope): Promise<string> {
  const row = readOffer({ envelope: changed, recovered: false }, kiosk);
  return (await outcomes([row]))[0]!;
}

test('an envelope as the kiosk made it is authentic', async () => {
  const offer: Offer = { envelope, recovered: true };
  expect(readOffer(offer, kiosk)).toEqual(offer);
  expect(await outcomes([offer])).toEqual(['accepted']);
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

const spoil = (rows: readonly Offer[], ...places: readonly number[]): readonly Offer[] =>
  rows.map((row, at) => (places.includes(at) ? misSigned(row) : row));

test('an upload whose rows are all wrongly signed is rejected row by row', async () => {
  expect(await outcomes(spoil(await run(), 0, 1, 2, 3))).toEqual(Array(4).fill('bad-signature'));
});

test('where the drawn or the last row is wrongly signed, every row answers for itself', async () => {
  const rows = await run();
  expect(await outcomes(spoil(rows, 0, 2))).toEqual([
    'bad-signature',
    'accepted',
    'bad-signature',
    'accepted',
  ]);
  expect(await outcomes(spoil(rows, 1, 3))).toEqual([
    'accepted',
    'bad-signature',
    'accepted',
    'bad-signature',
  ]);
});

test('for the rest of an upload the device has given its word, and a branch hub can give none', async () => {
  const rows = spoil(await run(), 1, 2);
  expect(await outcomes(rows)).toEqual(Array(4).fill('accepted'));
  expect(await outcomes(rows, { sender: 'branch' })).toEqual([
    'accepted',
    'bad-signature',
    'bad-signature',
    'accepted',
  ]);
});

const linkOf = ({ envelope: { hash, header } }: Offer): Link => ({ hash, previousHash: header.previousHash });

test('nothing is kept as evidence against a device that did not sign it', async () => {
  const [fifth, sixth, seventh, eighth] = await run();
  const other = await makeEnvelope(identity, deviceKey, contactChange(), {
    sequence: 6,
    previousHash: fifth!.envelope.hash,
  });
  const fork = { envelope: other, recovered: false };
  const held = { held: [linkOf(sixth!)], from: 6 };
  expect(await outcomes([fifth!, fork, seventh!, eighth!], held)).toEqual([
    'accepted',
    'fork',
    'accepted',
    'accepted',
  ]);
  expect(await outcomes([fifth!, misSigned(fork), seventh!, eighth!], held)).toEqual([
    'accepted',
    'bad-signature',
    'accepted',
    'accepted',
  ]);
});

test('what is held already is not looked at again, and what is only named by it is', async () => {
  const [fifth, sixth] = await run();
  expect(await outcomes([misSigned(fifth!)], { held: [linkOf(fifth!)], from: 5 })).toEqual(['duplicate']);
  expect(await outcomes([misSigned(fifth!)], { held: [linkOf(sixth!)], from: 6 })).toEqual(['bad-signature']);
});
