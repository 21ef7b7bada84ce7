import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, assert, beforeEach, expect, test, vi } from 'vitest';
import { builtInRulesPack, rulesPackSchema } from '../../core/rules/rules-pack.ts';
import { startDatabase, type HubDatabase } from '../../hub/database/database.ts';
import { issueEnrolmentCode } from '../../hub/enrolment/issue.ts';
import { redeemEnrolmentCode } from '../../hub/enrolment/redeem.ts';
import { giveUpKeys } from '../../hub/keys/give-up-keys.ts';
import { followRotations } from '../../hub/keys/follow-rotations.ts';
import { loadHubKeys, type HubKeys } from '../../hub/keys/hub-keys.ts';
import { rotateKey } from '../../hub/keys/rotate-key.ts';
import { createOffers } from '../../hub/trust/offers.ts';
import { publishRules } from '../../hub/trust/publish-rules.ts';
import { verifyOnNode } from '../../machine/ed25519.ts';
import { keyAnnouncementSchema } from '../../sync/protocol/key-announcement.ts';
import { openSignedText } from '../../sync/protocol/signed-text.ts';
import { postgres, postgresForFile } from '../support/each-test-hub.ts';
import { manualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from '../support/postgres.ts';

let database: HubDatabase;
let dataFolder: string;
const clock = manualClock();

postgresForFile();
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

/** A kiosk as far as trust goes: it takes one announcement after the other, each by a receipt key it trusts. */
async function followingFrom({ serial, receipt }: Pick<HubKeys, 'serial' | 'receipt'>) {
  let known = { serial, receiptKeys: [{ id: receipt.id, publicKey: receipt.publicKey }], sealingKeys: [''] };
  return async () => {
    const offers = createOffers(database.pool, clock);
    for (;;) {
      const { keys } = await offers({ keys: known.serial, rules: 0 });
      if (keys === null) return known;
      const read = await openSignedText(
        'key-announcement',
        keyAnnouncementSchema,
        keys,
        known.receiptKeys,
        verifyOnNode,
      );
      assert(read.ok && read.value.serial > known.serial, 'the kiosk does not follow');
      known = { ...read.value, sealingKeys: read.value.sealingKeys.map(({ id }) => id) };
    }
  };
}

async function forgetAnnouncementsFrom(serial: number): Promise<void> {
  await database.pool.query('DELETE FROM key_announcements WHERE serial >= $1', [serial]);
}

const keyFile = () => path.join(dataFolder, 'hub-keys.json');

/** A pool whose client dies before the given statement of a transaction, and with it what stands behind it. */
function diesBefore(pool: HubDatabase['pool'], statement: number): HubDatabase['pool'] {
  async function connect() {
    const client = await pool.connect();
    let count = 0;
    return {
      query(...args: [string, unknown[]]) {
        count += 1;
        if (count === statement) throw new Error('killed');
        return client.query(...args);
      },
      release: (isBroken: boolean) => client.release(isBroken),
    };
  }
  return { connect } as unknown as HubDatabase['pool'];
}

test.each(['sealing', 'receipt', 'rules'] as const)(
  'a rotation of the %s key that dies at any step leaves a hub that starts and kiosks that follow',
  async (purpose) => {
    const first = await keysNow();
    const follow = await followingFrom(first);
    let deaths = 0;
    for (let statement = 1; ; statement += 1) {
      const pool = diesBefore(database.pool, statement);
      const rotated = await rotateKey({ dataFolder, pool, clock }, purpose).catch(() => null);
      const keys = await keysNow();
      const known = await follow();
      expect(known.receiptKeys.map(({ id }) => id)).toContain(keys.receipt.id);
      expect(known.serial).toBe(keys.serial);
      if (keys.serial > 0) expect(known.sealingKeys[0]).toBe(keys.sealing.id);
      if (rotated !== null) break;
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(4);
  },
);

test('a database from an older dump hears again what was announced, and no number is given twice', async () => {
  const follow = await followingFrom(await keysNow());
  await rotate('receipt');
  await rotate('sealing');
  const before = await follow();
  await forgetAnnouncementsFrom(2);
  expect((await keysNow()).serial).toBe(2);
  expect(await rotate('receipt')).toMatchObject({ value: { serial: 3 } });
  expect((await follow()).serial).toBe(before.serial + 1);
});

test('a kiosk that enrols at a hub which has not heard of a rotation yet follows it all the same', async () => {
  const running = await keysNow();
  await rotate('receipt');
  const issued = await issueEnrolmentCode(
    database.pool,
    { kioskId: 'K01', branchName: '城东支公司', branchCode: '3101' },
    clock,
    () => 0,
  );
  assert(issued.ok);
  const enrolment = { version: 1, code: issued.value.code, deviceKey: 'A'.repeat(43) } as const;
  const enrolled = await redeemEnrolmentCode(database.pool, running, enrolment, clock);
  assert(enrolled.ok);
  const { keysSerial, receiptKey } = enrolled.value;
  expect(keysSerial).toBe(0);
  const follow = await followingFrom({ serial: keysSerial, receipt: { ...running.receipt, ...receiptKey } });
  expect((await follow()).receiptKeys[0]?.id).toBe((await keysNow()).receipt.id);
});

test('a hub that runs signs with the newest announced key, so that two rotations beside it cost no kiosk its trust', async () => {
  const first = await keysNow();
  const follow = await followingFrom(first);
  const troubles: string[] = [];
  const place = { dataFolder, pool: database.pool, clock };
  const running = followRotations(place, first, (code) => void troubles.push(code));
  await rotate('receipt');
  const rotated = await rotate('receipt');
  assert(rotated.ok);
  expect(running.keys.serial).toBe(0);
  await vi.waitFor(async () => {
    await clock.advance(10_000);
    expect(running.keys.serial).toBe(2);
  });
  expect(running.keys.receipt.id).toBe(rotated.value.keyId);
  expect((await follow()).receiptKeys.map(({ id }) => id)).toContain(running.keys.receipt.id);
  expect(running.keys.sealingKey(first.sealing.id)).toBeDefined();
  // The file of a hub on another machine is not there yet: it goes on with what it has, and says so.
  await rotate('sealing');
  await rm(keyFile());
  await vi.waitFor(async () => {
    await clock.advance(10_000);
    expect(troubles).toContain('keys-missing');
  });
  expect(running.keys.serial).toBe(2);
  await running.stop();
});

test('operators who rotate at once lose no key and no number', async () => {
  const follow = await followingFrom(await keysNow());
  const rotated = await Promise.all((['sealing', 'receipt', 'sealing', 'rules'] as const).map(rotate));
  expect(new Set(rotated.map((one) => one.ok && one.value.serial))).toEqual(new Set([1, 2, 3, 4]));
  const { sealing, receipt, rules } = JSON.parse(await readFile(keyFile(), 'utf8'));
  expect([sealing.length, receipt.length, rules.length]).toEqual([3, 2, 2]);
  expect((await follow()).serial).toBe(4);
});

test('a key file from an older backup is refused by the names of what it lacks, until they are given up', async () => {
  const first = await keysNow();
  const follow = await followingFrom(first);
  const older = await readFile(keyFile(), 'utf8');
  const rotated = await rotate('sealing');
  assert(rotated.ok);
  expect((await follow()).sealingKeys[0]).toBe(rotated.value.keyId);
  await writeFile(keyFile(), older);
  const place = { dataFolder, pool: database.pool, clock };
  expect(await loadHubKeys(dataFolder, database.pool, clock)).toMatchObject({
    error: { code: 'keys-incomplete', detail: expect.stringContaining(rotated.value.keyId) },
  });
  expect(await rotate('sealing')).toMatchObject({ error: { code: 'keys-incomplete' } });
  expect(await readFile(keyFile(), 'utf8')).toBe(older);
  expect(await giveUpKeys(place, [rotated.value.keyId])).toMatchObject({ ok: true });
  expect((await keysNow()).sealing.id).toBe(first.sealing.id);
  // Nobody goes on sealing to a key that nobody has.
  expect(await follow()).toMatchObject({ serial: 2, sealingKeys: [first.sealing.id] });
});
