import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { noHash, type Receipt } from '../../core/records/envelope.ts';
import { receiptSigningBytes } from '../../sync/protocol/chain.ts';
import { uploadAnswerSchema, type UploadAnswer } from '../../sync/protocol/wire.ts';
import { count, hub, hubForEachTest, rows } from '../support/each-test-hub.ts';
import {
  contactChange,
  makeEnvelope,
  newDeviceKey,
  signed,
  testKiosk,
  uploadOf,
} from '../support/kiosk-envelopes.ts';

hubForEachTest();

const incidents = () =>
  rows('SELECT kind, sequence, detail, resolved_at IS NOT NULL AS resolved FROM incidents ORDER BY id');

function verifies(receipt: Receipt, publicKey: string): boolean {
  const { signature, ...unsigned } = receipt;
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
  return verify(null, receiptSigningBytes(unsigned), key, Buffer.from(signature, 'base64url'));
}

const codes = ({ verdicts }: UploadAnswer) =>
  verdicts.map((verdict) => ('code' in verdict ? verdict.code : verdict.verdict));

describe('delivery', () => {
  test('an upload is stored, opened to what was sealed, and receipted up to its end', async () => {
    const kiosk = await hub.enrolledKiosk();
    const record = contactChange();
    const envelope = await kiosk.next(record);
    const answer = await hub.upload(kiosk, [envelope]);
    expect(v.parse(uploadAnswerSchema, answer)).toEqual(answer);
    expect(answer.verdicts).toEqual([{ sequence: 1, verdict: 'accepted' }]);
    expect(answer.receipt).toMatchObject({
      kioskId: 'K01',
      epoch: 1,
      upToSequence: 1,
      headHash: envelope.hash,
    });
    await hub.allDecided();
    expect(await rows('SELECT payload, state, recovered FROM records')).toEqual([
      { payload: record, state: 'accepted', recovered: false },
    ]);
  });

  test('the receipt verifies, repeats the nonce of this request and no other', async () => {
    const kiosk = await hub.enrolledKiosk();
    const upload = uploadOf(kiosk.identity, [await kiosk.next()]);
    const { receipt } = (await hub.postUpload(kiosk, upload)).body;
    expect(receipt.requestNonce).toBe(upload.nonce);
    expect(receipt.receiptKeyId).toBe(kiosk.identity.receiptKey.id);
    expect(verifies(receipt, kiosk.identity.receiptKey.publicKey)).toBe(true);
    const changed = { ...receipt, upToSequence: receipt.upToSequence + 1 };
    expect(verifies(changed, kiosk.identity.receiptKey.publicKey)).toBe(false);
  });

  test('an upload without records is answered with the receipt alone', async () => {
    const kiosk = await hub.enrolledKiosk();
    const empty = await hub.upload(kiosk, []);
    expect(empty.receipt).toMatchObject({ upToSequence: 0, headHash: noHash });
    await hub.upload(kiosk, await kiosk.nextMany(3));
    expect((await hub.upload(kiosk, [])).receipt.upToSequence).toBe(3);
  });

  test('a replay is a duplicate and leaves one row', async () => {
    const kiosk = await hub.enrolledKiosk();
    const envelopes = await kiosk.nextMany(3);
    expect(codes(await hub.upload(kiosk, envelopes))).toEqual(['accepted', 'accepted', 'accepted']);
    const replay = await hub.upload(kiosk, [...envelopes, envelopes[0]!]);
    expect(codes(replay)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
    expect(replay.receipt.upToSequence).toBe(3);
    await hub.allOpened();
    expect([await count('ingest_raw'), await count('records')]).toEqual([3, 3]);
  });

  test('eight concurrent uploads of the same rows store each row once', async () => {
    const kiosk = await hub.enrolledKiosk();
    const envelopes = await kiosk.nextMany(20);
    const answers = await Promise.all(Array.from({ length: 8 }, () => hub.upload(kiosk, envelopes)));
    const verdicts = answers.flatMap(codes);
    expect(verdicts.filter((verdict) => verdict === 'accepted')).toHaveLength(20);
    expect(verdicts.filter((verdict) => verdict === 'duplicate')).toHaveLength(140);
    expect(answers.map(({ receipt }) => receipt.upToSequence)).toEqual(Array<number>(8).fill(20));
    // Opening waits until the rush is over.
    await hub.clock.advance(10_000);
    await hub.allOpened();
    expect([await count('ingest_raw'), await count('records')]).toEqual([20, 20]);
  });

  test('the prefix waits at a gap, which becomes an incident when it stays, until the missing record comes', async () => {
    const kiosk = await hub.enrolledKiosk();
    const [first, second, third, fourth] = await kiosk.nextMany(4);
    expect((await hub.upload(kiosk, [fourth!, first!])).receipt).toMatchObject({
      upToSequence: 1,
      headHash: first!.hash,
    });
    expect(await incidents()).toEqual([]);
    await expect
      .poll(nextMinute, { timeout: 20_000 })
      .toEqual([{ kind: 'gap', sequence: 2, detail: '', resolved: false }]);
    expect((await hub.upload(kiosk, [third!])).receipt.upToSequence).toBe(1);
    expect((await hub.upload(kiosk, [second!])).receipt).toMatchObject({
      upToSequence: 4,
      headHash: fourth!.hash,
    });
    await expect
      .poll(nextMinute, { timeout: 20_000 })
      .toEqual([{ kind: 'gap', sequence: 2, detail: '', resolved: true }]);
    expect(hub.logged()).toContain('"event":"gap","kioskId":"K01","epoch":1,"sequence":2');
  });

  /** The hub looks for gaps every minute. */
  async function nextMinute(): Promise<readonly object[]> {
    await hub.clock.advance(60_000);
    return incidents();
  }

  test('a record that the kiosk had to restore carries its flag and calls for a person', async () => {
    const kiosk = await hub.enrolledKiosk();
    await hub.upload(kiosk, [await kiosk.next()], true);
    await hub.allOpened();
    expect(await rows('SELECT recovered FROM records')).toEqual([{ recovered: true }]);
    expect(await incidents()).toEqual([{ kind: 'restored', sequence: 1, detail: '', resolved: false }]);
  });

  test.each([
    '1970-01-01T00:00:00.000Z',
    '2099-12-31T23:59:59.999Z',
    '2026-02-30T00:00:00Z',
    '0000-01-01T00:00:00Z',
  ])(
    'a kiosk whose clock says %s is served like any other, its time bounded, and staff are told once',
    async (acceptedAt) => {
      const kiosk = await hub.enrolledKiosk();
      const clock = { bootId: 'boot-of-upload', monotonicMs: 1_000, hubOffsetMs: null };
      const envelopes = [await kiosk.next(), await kiosk.next(undefined, { acceptedAt, clock })];
      envelopes.push(await kiosk.next(undefined, { acceptedAt, clock }));
      expect(codes(await hub.upload(kiosk, envelopes))).toEqual(['accepted', 'accepted', 'accepted']);
      const evidence = await rows('SELECT not_before, not_after FROM ingest_raw ORDER BY sequence');
      // Sent a second after it was accepted, by the machine's own clock, and at most half a minute on the way.
      const receivedMs = hub.clock.nowMs();
      expect(evidence.at(-1)).toEqual({
        not_before: new Date(receivedMs - 1_000 - 30_000 - 1),
        not_after: new Date(receivedMs - 1_000 + 1),
      });
      expect(await rows(`SELECT sequence FROM incidents WHERE kind = 'clock-off'`)).toEqual([
        { sequence: 0 },
      ]);
    },
  );

  test('a kiosk that is set up anew may still deliver what its former self left behind', async () => {
    const former = await hub.enrolledKiosk();
    const left = await former.next();
    const anew = await hub.enrolledKiosk();
    expect(codes(await hub.upload(anew, [await anew.next()]))).toEqual(['accepted']);
    expect(codes(await hub.upload(former, [left]))).toEqual(['accepted']);
  });
});

describe('refusals', () => {
  test('a fork is refused, kept as an incident once, and overwrites nothing', async () => {
    const kiosk = await hub.enrolledKiosk();
    const first = await kiosk.next();
    await hub.upload(kiosk, [first]);
    const other = await makeEnvelope(kiosk.identity, kiosk.deviceKey, contactChange(), {
      sequence: 1,
      previousHash: noHash,
    });
    for (let time = 0; time < 2; time += 1) {
      const answer = await hub.upload(kiosk, [other]);
      expect(answer.verdicts).toEqual([{ sequence: 1, verdict: 'fork' }]);
      expect(answer.receipt.headHash).toBe(first.hash);
    }
    expect(await rows('SELECT kind, envelope FROM incidents')).toEqual([{ kind: 'fork', envelope: other }]);
    expect(await rows('SELECT hash FROM ingest_raw')).toEqual([{ hash: first.hash }]);
  });

  test('a wrong signature, a wrong hash, a broken chain, a foreign kiosk and noise do not hold up the others', async () => {
    const kiosk = await hub.enrolledKiosk('K01');
    const neighbour = await hub.enrolledKiosk('K02');
    const [first, second, third, fourth] = await kiosk.nextMany(4);
    const unchained = await makeEnvelope(kiosk.identity, kiosk.deviceKey, contactChange(), {
      sequence: 3,
      previousHash: first!.hash,
    });
    const offered = [
      first!,
      { ...second!, signature: first!.signature },
      { ...second!, ciphertext: third!.ciphertext },
      { ...second!, encapsulatedKey: `${second!.encapsulatedKey.slice(0, 42)}_` },
      await neighbour.next(),
      signed(newDeviceKey(), second!),
      second!,
      unchained,
      third!,
      // The last row is always looked at, and makes the hub look at all.
      { ...fourth!, signature: third!.signature },
    ];
    const upload = uploadOf(kiosk.identity, offered);
    const answer = await hub.postUpload(kiosk, {
      ...upload,
      records: [...upload.records, 'noise', { envelope: { ...fourth!, hash: 7 }, recovered: false }],
    });
    expect(answer.body.verdicts.map(({ sequence }) => sequence)).toEqual([
      1, 2, 2, 2, 1, 2, 2, 3, 3, 4, 0, 4,
    ]);
    expect(codes(answer.body)).toEqual([
      'accepted',
      'bad-signature',
      'bad-hash',
      'bad-hash',
      'foreign-kiosk',
      'bad-signature',
      'accepted',
      'bad-chain',
      'accepted',
      'bad-signature',
      'unreadable',
      'unreadable',
    ]);
    expect(answer.body.receipt.upToSequence).toBe(3);
  });

  test('an envelope that arrives late and does not fit its held successor is refused', async () => {
    const kiosk = await hub.enrolledKiosk();
    const [first, , third] = await kiosk.nextMany(3);
    await hub.upload(kiosk, [first!, third!]);
    const false2 = await makeEnvelope(kiosk.identity, kiosk.deviceKey, contactChange(), {
      sequence: 2,
      previousHash: first!.hash,
    });
    expect(codes(await hub.upload(kiosk, [false2]))).toEqual(['bad-chain']);
    expect(await incidents()).toContainEqual({
      kind: 'bad-chain',
      sequence: 2,
      detail: false2.hash,
      resolved: false,
    });
  });

  test('a kiosk or an epoch that was never enrolled gets no receipt', async () => {
    const kiosk = await hub.enrolledKiosk();
    for (const stranger of [
      { kioskId: 'K99', epoch: 1 },
      { kioskId: 'K01', epoch: 2 },
    ]) {
      const asStranger = { identity: stranger, deviceKey: kiosk.deviceKey };
      const answer = await hub.postUpload(asStranger, uploadOf(stranger, [await kiosk.next()]));
      expect([answer.status, answer.body]).toEqual([403, { error: 'unknown-kiosk' }]);
    }
  });

  test('an envelope that does not open stays stored and receipted, and is an incident', async () => {
    const kiosk = await hub.enrolledKiosk();
    const good = await kiosk.next();
    const mute = testKiosk(kiosk.identity, kiosk.deviceKey);
    const tampered = signed(kiosk.deviceKey, {
      ...good,
      ciphertext: `${good.ciphertext.startsWith('A') ? 'B' : 'A'}${good.ciphertext.slice(1)}`,
    });
    const otherKey = await makeEnvelope(kiosk.identity, kiosk.deviceKey, contactChange(), {
      sequence: 2,
      previousHash: tampered.hash,
      sealingKeyId: 'seal-of-another-hub',
    });
    const unstorable = await makeEnvelope(
      kiosk.identity,
      kiosk.deviceKey,
      contactChange({ person: { name: '\u0000', number: '' } }),
      { sequence: 3, previousHash: otherKey.hash },
    );
    const fine = await makeEnvelope(mute.identity, mute.deviceKey, contactChange(), {
      sequence: 4,
      previousHash: unstorable.hash,
    });
    const answer = await hub.upload(kiosk, [tampered, otherKey, unstorable, fine]);
    expect(answer.receipt.upToSequence).toBe(4);
    await hub.allOpened();
    expect(await incidents()).toEqual([
      { kind: 'unreadable', sequence: 1, detail: 'not-openable', resolved: false },
      { kind: 'unreadable', sequence: 2, detail: 'sealing-key-unknown', resolved: false },
      { kind: 'unreadable', sequence: 3, detail: 'not-storable', resolved: false },
    ]);
    expect([await count('ingest_raw'), await count('records')]).toEqual([4, 1]);
  });

  test('one transaction under two numbers becomes one record and an incident', async () => {
    const kiosk = await hub.enrolledKiosk();
    const record = contactChange();
    await hub.upload(kiosk, [await kiosk.next(record), await kiosk.next(record)]);
    await hub.allOpened();
    expect(await count('records')).toBe(1);
    expect(await incidents()).toEqual([
      { kind: 'repeated', sequence: 2, detail: 'transaction-known', resolved: false },
    ]);
  });

  test('what has been stored can be neither changed nor deleted', async () => {
    const kiosk = await hub.enrolledKiosk();
    await hub.upload(kiosk, [await kiosk.next()]);
    await hub.allOpened();
    for (const sql of [
      `UPDATE ingest_raw SET hash = ''`,
      'DELETE FROM ingest_raw',
      'TRUNCATE ingest_raw CASCADE',
    ]) {
      await expect(hub.pool.query(sql)).rejects.toThrow('append-only');
    }
  });
});

test('a hub that stops answers what is in hand and lets go of its connection', async () => {
  const { hostname, port } = new URL(hub.url);
  const asking = request({
    hostname,
    port,
    path: '/v1/records',
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': 2 },
    agent: new Agent({ keepAlive: true }),
  });
  const answered = once(asking, 'response');
  asking.write('{');
  // Answered after the first half of the question above has been read.
  await fetch(`${hub.url}/v1/records/recent`);
  const stopped = hub.pause();
  asking.end('}');
  const [answer] = (await answered) as [IncomingMessage];
  answer.resume();
  expect(answer.headers.connection).toBe('close');
  await stopped;
  await hub.resume();
});
