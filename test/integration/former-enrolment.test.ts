import { createPrivateKey } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { assert, beforeEach, expect, test } from 'vitest';
import { deliverFormer } from '../../host/deliver-former.ts';
import { formerFolder, formerMember, retireEnrolment } from '../../host/former-enrolments.ts';
import { openJournal, type Journal } from '../../host/journal/journal.ts';
import { checkOf } from '../../machine/ed25519.ts';
import { joinHub, type Membership } from '../../host/membership.ts';
import { realClock } from '../../machine/real-clock.ts';
import { chunksOf } from '../support/chunks.ts';
import { count, hub, hubForEachTest, rows } from '../support/each-test-hub.ts';
import { contactChange, testKiosk } from '../support/kiosk-envelopes.ts';
import { temporaryFolder } from '../support/postgres.ts';

let dataFolder: string;
const clock = realClock();
const former = { kioskId: 'K01', epoch: 1 };

hubForEachTest();
beforeEach(async () => {
  dataFolder = await temporaryFolder('kiosk');
  return () => rm(dataFolder, { recursive: true });
});

async function enrol(): Promise<Membership> {
  const enrolCode = await hub.issueCode('K01');
  const joined = await joinHub({ clock, dataFolder, hubUrl: hub.url, enrolCode });
  assert(joined.ok);
  return joined.value;
}

async function journalOf({ identity, key }: Membership): Promise<Journal> {
  const opened = await openJournal({
    folder: path.join(dataFolder, 'journal'),
    kioskId: identity.kioskId,
    epoch: identity.epoch,
    clock,
    checkDevice: key.check,
    checkHub: checkOf(identity.receiptKey.publicKey),
  });
  assert(opened.ok);
  return opened.value;
}

/** A record for each, with so many pieces; the hub has receipted none. */
async function leaveBehind(member: Membership, ...pieces: readonly number[]): Promise<void> {
  const pem = await readFile(path.join(dataFolder, 'device-key.pem'), 'utf8');
  const deviceKey = { publicKey: member.key.publicKey, privateKey: createPrivateKey(pem) };
  const kiosk = testKiosk(member.identity, deviceKey);
  const journal = await journalOf(member);
  for (const pieceCount of pieces) {
    const { transactionId, chunks } = chunksOf(member.identity.sealingKey.id, pieceCount);
    for (const chunk of chunks) assert((await journal.chunk(chunk)).ok);
    const chunkHashes = chunks.map(({ hash }) => hash);
    const envelope = await kiosk.next(contactChange({ transactionId }), { chunkHashes });
    assert((await journal.append([envelope], false)).ok);
  }
  await journal.close();
}

async function heldOf(epoch: number): Promise<readonly number[]> {
  const held = await rows<{ sequence: number }>(
    'SELECT sequence FROM ingest_raw WHERE epoch = $1 ORDER BY sequence',
    [epoch],
  );
  return held.map(({ sequence }) => sequence);
}

async function undelivered(today: Membership) {
  const journal = await journalOf(today);
  const left = journal.undelivered();
  await journal.close();
  return left;
}

async function deliver() {
  const member = await formerMember(dataFolder, former);
  assert(member.ok);
  return deliverFormer(dataFolder, member.value, formerFolder(dataFolder, former), clock);
}

test('what a kiosk left in its journal before it was enrolled anew is delivered in its former name', async () => {
  const before = await enrol();
  await leaveBehind(before, 0, 13, 0);
  expect(await retireEnrolment(dataFolder)).toEqual({ ok: true, value: former });
  const today = await enrol();
  expect(today.identity.epoch).toBe(2);
  expect(today.key.publicKey).not.toBe(before.key.publicKey);
  expect(await undelivered(today)).toEqual([{ ...former, from: 1, to: 3 }]);
  expect(await deliver()).toEqual({ ok: true, value: { upTo: 3 } });
  expect(await heldOf(1)).toEqual([1, 2, 3]);
  expect(await count('chunks')).toBe(13);
  expect(await undelivered(today)).toEqual([]);
  expect(await deliver()).toEqual({ ok: true, value: { upTo: 3 } });
});

test('records with more pieces than a hub keeps ahead of them are delivered whole', async () => {
  await leaveBehind(await enrol(), 300, 300, 300);
  await retireEnrolment(dataFolder);
  expect(await deliver()).toEqual({ ok: true, value: { upTo: 3 } });
  expect(await count('chunks')).toBe(900);
});

test('a delivery that ends in the middle keeps everything, and the next one goes on', async () => {
  await leaveBehind(await enrol(), 0, 13, 0);
  await retireEnrolment(dataFolder);
  const today = await enrol();
  await hub.pause();
  expect(await deliver()).toMatchObject({ ok: false, error: expect.stringContaining('unreachable') });
  expect(await undelivered(today)).toEqual([{ ...former, from: 1, to: 3 }]);
  await hub.resume();
  expect(await deliver()).toEqual({ ok: true, value: { upTo: 3 } });
});

test('an enrolment whose identity alone was removed is delivered by the key that is still there', async () => {
  await leaveBehind(await enrol(), 0, 13, 0);
  await rm(path.join(dataFolder, 'identity.json'));
  const today = await enrol();
  expect(today.identity.epoch).toBe(2);
  expect(await deliver()).toEqual({ ok: true, value: { upTo: 3 } });
  expect(await undelivered(today)).toEqual([]);
});

test('a delivery by a key that the hub does not know for that enrolment is refused, and nothing is removed', async () => {
  await leaveBehind(await enrol(), 0, 13, 0);
  await rm(path.join(dataFolder, 'identity.json'));
  await rm(path.join(dataFolder, 'device-key.pem'));
  const today = await enrol();
  expect(await deliver()).toEqual({ ok: false, error: 'the hub answers 401' });
  expect(await undelivered(today)).toEqual([{ ...former, from: 1, to: 3 }]);
});
