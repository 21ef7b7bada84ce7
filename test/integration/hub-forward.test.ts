import { afterEach, assert, beforeEach, expect, test } from 'vitest';
import path from 'node:path';
import type { Chunk, Envelope } from '../../core/records/envelope.ts';
import { startForwarder, sweepMs, type Forwarder } from '../../hub/forward/forwarder.ts';
import { headOfficeAt } from '../../hub/forward/head-office.ts';
import { trustBranch } from '../../hub/forward/introduce.ts';
import { lookAgainMs } from '../../hub/forward/pause.ts';
import type { ForwardTrouble } from '../../hub/forward/forward-kiosk.ts';
import { loadHubKeys, type HubKeys } from '../../hub/keys/hub-keys.ts';
import { rotateKey } from '../../hub/keys/rotate-key.ts';
import { chunksOf } from '../support/chunks.ts';
import { postgres, postgresForFile } from '../support/each-test-hub.ts';
import { contactChange, uploadOf, type TestKiosk } from '../support/kiosk-envelopes.ts';
import { startTestHub, type TestHub } from '../support/test-hub.ts';

let branch: TestHub;
let office: TestHub;
let forwarder: Forwarder | null = null;
let troubles: ForwardTrouble[] = [];

postgresForFile();
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

function beginForwarding(keys: HubKeys = branch.keys): Forwarder {
  const officeNow = () => headOfficeAt(office.url, branch.clock, keys);
  forwarder = startForwarder({
    pool: branch.pool,
    keys,
    clock: branch.clock,
    // Asked each time: a restored head office stands at another address.
    office: {
      upload: (upload) => officeNow().upload(upload),
      introduce: (signed) => officeNow().introduce(signed),
      isReachable: () => officeNow().isReachable(),
    },
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

/** The branch has heard how far the head office has signed for each of its kiosks. */
function branchHeard(...upTo: readonly number[]): Promise<void> {
  return until(async () => {
    const { rows } = await branch.pool.query<{ up_to: number }>(
      'SELECT up_to FROM forwarded ORDER BY kiosk_id',
    );
    return rows.map((row) => row.up_to).join() === upTo.join();
  });
}

/** A kiosk of the trusted branch whose records, so many, have reached the head office. */
async function forwardedKiosk(records: number): Promise<TestKiosk> {
  await trustTheBranch();
  const kiosk = await branch.enrolledKiosk('K01');
  await branch.upload(kiosk, await kiosk.nextMany(records));
  beginForwarding();
  await branchHeard(records);
  return kiosk;
}

/** The branch has looked again, as often as it takes, and the head office holds so many records. */
function officeHolds(records: number): Promise<void> {
  return until(async () => {
    await branch.clock.advance(lookAgainMs);
    return (await held(office)).length === records;
  });
}

/** A record with so many pieces, and the pieces. */
async function withPieces(
  kiosk: TestKiosk,
  count: number,
): Promise<{ readonly envelope: Envelope; readonly chunks: readonly Chunk[] }> {
  const { transactionId, chunks } = chunksOf(kiosk.identity.sealingKey.id, count);
  const chunkHashes = chunks.map(({ hash }) => hash);
  return { envelope: await kiosk.next(contactChange({ transactionId }), { chunkHashes }), chunks };
}

async function send(
  kiosk: TestKiosk,
  envelopes: readonly Envelope[],
  chunks: readonly Chunk[],
): Promise<string | undefined> {
  const answer = await branch.postUpload(kiosk, { ...uploadOf(kiosk.identity, envelopes), chunks });
  return answer.body.verdicts.at(-1)?.verdict;
}

async function piecesAt(hub: TestHub): Promise<number> {
  const { rows } = await hub.pool.query<{ count: number }>('SELECT count(*) AS count FROM chunks');
  return rows[0]?.count ?? 0;
}

/** A head office on an empty database with the same keys, as after a restore from a dump made before everything. */
async function restoreOffice(): Promise<void> {
  const before = office;
  office = await startTestHub(await postgres.freshDatabase(), undefined, before.keyFile);
  await before.stop();
  await trustTheBranch();
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
  await branchHeard(3, 2);
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
  const kiosk = await forwardedKiosk(3);
  await forwarder?.stop();
  await restoreOffice();
  await branch.upload(kiosk, await kiosk.nextMany(1));
  beginForwarding();
  await officeHolds(4);
  expect(await held(office)).toEqual(await held(branch));
});

test('a head office restored from an old dump gets everything again of a kiosk that has nothing new to tell', async () => {
  await forwardedKiosk(3);
  await forwarder?.stop();
  await restoreOffice();
  beginForwarding();
  await officeHolds(3);
  expect(await held(office)).toEqual(await held(branch));
});

test('a running branch asks every hour how far its head office has got with a kiosk that is quiet', async () => {
  await forwardedKiosk(2);
  await restoreOffice();
  await branch.clock.advance(sweepMs);
  await officeHolds(2);
});

test('records with more pieces than a hub keeps ahead of them reach the head office whole', async () => {
  await trustTheBranch();
  const kiosk = await branch.enrolledKiosk('K01');
  for (let record = 0; record < 3; record += 1) {
    const { envelope, chunks } = await withPieces(kiosk, 300);
    await send(kiosk, [], chunks.slice(0, 150));
    expect(await send(kiosk, [envelope], chunks.slice(150))).toBe('accepted');
  }
  beginForwarding();
  await branchHeard(3);
  expect(await piecesAt(office)).toBe(900);
});

test('pieces that reach the branch after their record follow it to the head office', async () => {
  await trustTheBranch();
  const kiosk = await branch.enrolledKiosk('K01');
  const { envelope, chunks } = await withPieces(kiosk, 3);
  expect(await send(kiosk, [envelope], chunks.slice(0, 2))).toBe('needs-info');
  const running = beginForwarding();
  await branchHeard(1);
  expect(await piecesAt(office)).toBe(2);
  // The branch hub is started anew meanwhile: what it owes is not forgotten.
  await running.stop();
  expect(await send(kiosk, [], chunks.slice(2))).toBeUndefined();
  beginForwarding();
  await until(async () => (await piecesAt(office)) === 3);
  await until(async () => (await branch.pool.query('SELECT FROM forward_debts')).rowCount === 0);
});

test('staff at the branch hear of pieces that have not come for a day', async () => {
  await trustTheBranch();
  const kiosk = await branch.enrolledKiosk('K01');
  const { envelope, chunks } = await withPieces(kiosk, 2);
  await send(kiosk, [envelope], []);
  const running = beginForwarding();
  await branchHeard(1);
  await running.stop();
  await branch.pool.query(`UPDATE forward_debts SET since = since - interval '25 hours'`);
  beginForwarding();
  const openAt = async () =>
    (
      await branch.pool.query<{ resolved_at: Date | null }>(
        `SELECT resolved_at FROM incidents WHERE kind = 'head-office-refused' AND detail = 'chunks-missing'`,
      )
    ).rows;
  await until(async () => (await openAt()).length > 0);
  await send(kiosk, [], chunks);
  forwarder?.wake();
  await until(async () => (await openAt())[0]?.resolved_at !== null);
});

test('a branch whose receipt key was rotated forwards again once the head office has been told', async () => {
  const kiosk = await forwardedKiosk(1);
  await forwarder?.stop();
  const dataFolder = path.dirname(branch.keyFile);
  await rotateKey({ dataFolder, pool: branch.pool, clock: branch.clock }, 'receipt');
  const keys = await loadHubKeys(dataFolder, branch.pool, branch.clock);
  assert(keys.ok);
  await branch.upload(kiosk, await kiosk.nextMany(1));
  beginForwarding(keys.value);
  await until(() => troubles.length > 0);
  expect(troubles[0]).toEqual({ code: 'stuck', why: 'branch-not-trusted' });

  const { id: keyId, publicKey } = keys.value.receipt;
  const now = new Date();
  const renewed = { keyId, publicKey, name: '城东支公司' };
  expect(await trustBranch(office.pool, renewed, now, 'receipt-nobody')).toEqual({
    ok: false,
    error: 'no-such-branch',
  });
  expect(await trustBranch(office.pool, renewed, now, branch.keys.receipt.id)).toMatchObject({ ok: true });
  await officeHolds(2);
  // The key of before counts no more.
  const { rows } = await office.pool.query('SELECT key_id FROM trusted_branches');
  expect(rows).toEqual([{ key_id: keyId }]);
});

test('nothing of a customer is in what a branch logs or tells of forwarding', async () => {
  await trustTheBranch();
  const kiosk = await branch.enrolledKiosk('K01');
  await branch.upload(kiosk, await kiosk.nextMany(1));
  beginForwarding();
  await until(async () => (await held(office)).length === 1);
  expect(office.logged() + branch.logged()).not.toMatch(/金丝雀|11010119491001001X|13912345678/);
});
