import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, assert, beforeAll, beforeEach, expect, test } from 'vitest';
import { builtInRulesPack, rulesPackSchema } from '../../core/rules/rules-pack.ts';
import { startDatabase, type HubDatabase } from '../../hub/database/database.ts';
import { loadHubKeys, type HubKeys } from '../../hub/keys/hub-keys.ts';
import { rotateKey } from '../../hub/keys/rotate-key.ts';
import { createOffers } from '../../hub/trust/offers.ts';
import { publishRules } from '../../hub/trust/publish-rules.ts';
import { verifyOnNode } from '../../host/keys/verify.ts';
import { keyAnnouncementSchema } from '../../sync/protocol/key-announcement.ts';
import { openSignedText } from '../../sync/protocol/signed-text.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTestPostgres, temporaryFolder, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;
let database: HubDatabase;
let dataFolder: string;
const clock = manualClock();

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  dataFolder = await temporaryFolder('hub');
  const url = await postgres.freshDatabase();
  const quiet = { onConnectionLost: () => {}, onLost: () => {} };
  const started = await startDatabase({ dataFolder, url, clock, asGuest: true, ...quiet });
  assert(started.ok);
  database = started.value;
});
afterEach(async () => {
  await database.stop();
  await rm(dataFolder, { recursive: true });
});

async function keysNow(): Promise<HubKeys> {
  const keys = await loadHubKeys(dataFolder, database.pool, clock);
  assert(keys.ok);
  return keys.value;
}

const rotate = (purpose: 'sealing' | 'receipt' | 'rules') =>
  rotateKey({ dataFolder, pool: database.pool, clock }, purpose);

async function announcementBehind(keysSerial: number, trusted: HubKeys['receipt']) {
  const offers = await createOffers(database.pool, clock)({ keys: keysSerial, rules: 0 });
  assert(offers.keys !== null);
  return openSignedText('key-announcement', keyAnnouncementSchema, offers.keys, [trusted], verifyOnNode);
}

test('a new sealing key is announced under the receipt key that kiosks trust, beside the one before', async () => {
  const before = await keysNow();
  expect(await rotate('sealing')).toMatchObject({ ok: true, value: { serial: 1 } });
  const after = await keysNow();
  expect(after.sealing.id).not.toBe(before.sealing.id);
  expect(after.sealingKey(before.sealing.id)?.privateKey).toBe(before.sealing.privateKey);
  expect(await announcementBehind(0, before.receipt)).toMatchObject({
    ok: true,
    value: { serial: 1, sealingKeys: [{ id: after.sealing.id }, { id: before.sealing.id }] },
  });
});

test('a kiosk that has missed two new receipt keys gets both, each signed by the one before', async () => {
  const first = await keysNow();
  await rotate('receipt');
  const second = await keysNow();
  await rotate('receipt');
  const third = await keysNow();
  expect(await announcementBehind(0, first.receipt)).toMatchObject({
    ok: true,
    value: { serial: 1, receiptKeys: [{ id: second.receipt.id }, { id: first.receipt.id }] },
  });
  expect(await announcementBehind(1, second.receipt)).toMatchObject({
    ok: true,
    value: { serial: 2, receiptKeys: [{ id: third.receipt.id }, { id: second.receipt.id }] },
  });
  expect(await announcementBehind(1, first.receipt)).toEqual({ ok: false, error: 'bad-signature' });
});

test('nothing is offered to a kiosk that knows it all', async () => {
  await keysNow();
  await rotate('sealing');
  const offers = createOffers(database.pool, clock);
  expect(await offers({ keys: 1, rules: 0 })).toEqual({ keys: null, rules: null });
});

test('a rules pack reaches a running hub within ten seconds, and only a higher number replaces it', async () => {
  const parts = { pool: database.pool, keys: await keysNow(), clock };
  const offers = createOffers(database.pool, clock);
  expect((await offers({ keys: 0, rules: 0 })).rules).toBeNull();
  const pack = { ...builtInRulesPack, serial: 7 };
  expect(await publishRules(parts, JSON.stringify(pack))).toEqual({ ok: true, value: { serial: 7 } });
  await clock.advance(10_000);
  const { rules } = await offers({ keys: 0, rules: 6 });
  assert(rules !== null);
  expect(
    await openSignedText('rules-pack', rulesPackSchema, rules, [parts.keys.rules], verifyOnNode),
  ).toEqual({
    ok: true,
    value: pack,
  });
  expect(await publishRules(parts, JSON.stringify(pack))).toMatchObject({ error: { code: 'rules-older' } });
});

test.each([
  ['rules-not-json', '{'],
  ['rules-invalid', JSON.stringify({ ...builtInRulesPack, offline: {} })],
  [
    'rules-expired',
    JSON.stringify({ ...builtInRulesPack, serial: 1, expiresAt: '1970-01-02T00:00:00.000Z' }),
  ],
])('a pack is refused as %s before anybody hears of it', async (code, text) => {
  await clock.advance(10 * 24 * 3_600_000);
  const parts = { pool: database.pool, keys: await keysNow(), clock };
  expect(await publishRules(parts, text)).toMatchObject({ error: { code } });
  expect((await database.pool.query('SELECT FROM rules_packs')).rowCount).toBe(0);
});

test('the key file of an earlier hub goes on, and gets the key that it lacks', async () => {
  const before = await keysNow();
  const file = path.join(dataFolder, 'hub-keys.json');
  const { sealing, receipt } = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ version: 1, sealing: sealing[0], receipt: receipt[0] }), {
    mode: 0o600,
  });
  const after = await keysNow();
  expect(after.sealing.id).toBe(before.sealing.id);
  expect(after.receipt.id).toBe(before.receipt.id);
  expect(after.rules.id).not.toBe(before.rules.id);
  expect((await keysNow()).rules.id).toBe(after.rules.id);
});
