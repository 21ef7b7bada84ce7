import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startForwarder, type Forwarder } from '../../hub/forward/forwarder.ts';
import { headOfficeAt } from '../../hub/forward/head-office.ts';
import { trustBranch } from '../../hub/forward/introduce.ts';
import { lookAgainMs } from '../../hub/forward/pause.ts';
import type { ForwardTrouble } from '../../hub/forward/forward-kiosk.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { startTestHub, type TestHub } from '../support/test-hub.ts';

let postgres: TestPostgres;
let branch: TestHub;
let office: TestHub;
let forwarder: Forwarder | null = null;
let troubles: ForwardTrouble[] = [];

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  branch = await startTestHub(await postgres.freshDatabase());
  office = await startTestHub(await postgres.freshDatabase());
  troubles = [];
});
afterEach(async () => {
  await forwarder?.stop();
  forwarder = null;
  await branch.stop();
  await office.stop();
});

function beginForwarding(): Forwarder {
  forwarder = startForwarder({
    pool: branch.pool,
    keys: branch.keys,
    clock: branch.clock,
    office: headOfficeAt(office.url, branch.clock),
    officeKey: office.keys.receipt,
    bootId: 'branch-boot',
    fraction: () => 0,
    onTrouble: (trouble) => void troubles.push(trouble),
  });
  return forwarder;
}

async function trustTheBranch(): Promise<void> {
  const { id, publicKey } = branch.keys.receipt;
  await trustBranch(office.pool, { keyId: id, publicKey, name: '城东支公司' }, new Date());
}

async function held(hub: TestHub): Promise<readonly string[]> {
  const { rows } = await hub.pool.query<{ hash: string }>(
    'SELECT hash FROM ingest_raw ORDER BY kiosk_id, sequence',
  );
  return rows.map(({ hash }) => hash);
}

async function upToAtBranch(): Promise<readonly number[]> {
  const { rows } = await branch.pool.query<{ up_to: number }>(
    'SELECT up_to FROM forwarded ORDER BY kiosk_id',
  );
  return rows.map((row) => row.up_to);
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((turn) => setImmediate(turn));
}

test('what a branch holds reaches the head office as the kiosks signed it, and the receipt comes back', async () => {
  await trustTheBranch();
  const [one, two] = [await branch.enrolledKiosk('K01'), await branch.enrolledKiosk('K02')];
  await branch.upload(one, await one.nextMany(3));
  await branch.upload(two, await two.nextMany(2));
  const running = beginForwarding();
  await until(async () => (await upToAtBranch()).join() === '3,2');
  expect(await held(office)).toEqual(await held(branch));
  expect(running.tier()).toBe('head-office');
  expect(troubles).toEqual([]);
});

test('a hub that nobody at the head office has trusted introduces no kiosk', async () => {
  const kiosk = await branch.enrolledKiosk('K01');
  await branch.upload(kiosk, await kiosk.nextMany(1));
  beginForwarding();
  await until(() => troubles.length > 0);
  expect(troubles[0]).toEqual({ code: 'stuck', why: 'branch-not-trusted' });
  expect(await held(office)).toEqual([]);
});

test("a branch cannot introduce a kiosk under another one's name, and its other kiosks get on", async () => {
  await trustTheBranch();
  await office.enrolledKiosk('K01');
  const [taken, free] = [await branch.enrolledKiosk('K01'), await branch.enrolledKiosk('K02')];
  await branch.upload(taken, await taken.nextMany(1));
  await branch.upload(free, await free.nextMany(2));
  beginForwarding();
  await until(async () => troubles.length > 0 && (await held(office)).length === 2);
  expect(troubles).toContainEqual({ code: 'stuck', why: 'known-otherwise' });
});

test('a line that was down makes the branch say so, and everything goes when it is back', async () => {
  await trustTheBranch();
  const kiosk = await branch.enrolledKiosk('K01');
  await branch.upload(kiosk, await kiosk.nextMany(2));
  const url = office.url;
  await office.pause();
  const running = beginForwarding();
  await until(() => troubles.length > 0);
  expect(troubles[0]).toEqual({ code: 'unreachable' });
  expect(running.tier()).toBe('branch');
  await office.resume();
  expect(office.url).toBe(url);
  await until(async () => {
    await branch.clock.advance(1_000);
    return (await held(office)).length === 2;
  });
  await until(() => running.tier() === 'head-office');
});

test('a head office restored from an old dump gets again what it has lost', async () => {
  await trustTheBranch();
  const kiosk = await branch.enrolledKiosk('K01');
  await branch.upload(kiosk, await kiosk.nextMany(3));
  beginForwarding();
  await until(async () => (await upToAtBranch()).join() === '3');
  const restored = await startTestHub(await postgres.freshDatabase(), undefined, office.keyFile);
  await forwarder?.stop();
  await office.stop();
  office = restored;
  await trustTheBranch();
  await branch.upload(kiosk, await kiosk.nextMany(1));
  beginForwarding();
  await until(async () => {
    await branch.clock.advance(lookAgainMs);
    return (await held(office)).length === 4;
  });
  expect(await held(office)).toEqual(await held(branch));
});

test('nothing of a customer is in what a branch logs or tells of forwarding', async () => {
  await trustTheBranch();
  const kiosk = await branch.enrolledKiosk('K01');
  await branch.upload(kiosk, await kiosk.nextMany(1));
  beginForwarding();
  await until(async () => (await held(office)).length === 1);
  expect(office.logged() + branch.logged()).not.toMatch(/金丝雀|11010119491001001X|13912345678/);
});
