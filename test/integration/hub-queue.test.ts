import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../core/records/envelope.ts';
import { mostAttempts, retryDelayMs } from '../../hub/opening/queue.ts';
import { closeIncident } from '../../hub/incidents/close.ts';
import { tryAgain } from '../../hub/opening/reopen.ts';
import { claimCase } from '../../hub/rules/claim-case.ts';
import { startOpener } from '../../hub/opening/opener.ts';
import { count, deliverAll, hub, hubForEachTest, rows, states, stumbleAt } from '../support/each-test-hub.ts';
import { claim, personNamed, phoneOf, sealAll } from '../support/errand-records.ts';
import { contactChange } from '../support/kiosk-envelopes.ts';

hubForEachTest();

/** Of opening and deciding; what ingest finds is not asked here. */
const incidents = () =>
  rows(
    `SELECT kind, sequence, detail FROM incidents WHERE kind IN ('unreadable', 'repeated', 'stuck') ORDER BY id`,
  );

describe('several hubs on one database', () => {
  test('open and decide side by side, each record once', async () => {
    const kiosks = [await hub.enrolledKiosk('K01'), await hub.enrolledKiosk('K02')];
    const failures: unknown[] = [];
    const parts = { pool: hub.pool, keys: hub.keys, clock: hub.clock };
    const others = [1, 2].map(() => startOpener({ ...parts, onFailure: (cause) => failures.push(cause) }));
    try {
      for (const kiosk of kiosks) {
        await hub.upload(kiosk, await kiosk.nextMany(60));
        for (const other of others) other.wake();
      }
      await hub.allDecided();
    } finally {
      await Promise.all(others.map((other) => other.stop()));
    }
    expect(failures).toEqual([]);
    expect(await count('records')).toBe(120);
    expect(await count(`records WHERE state = 'accepted'`)).toBe(120);
    expect(await count('decisions')).toBe(120);
  });

  test('two that decide on the same number at once leave neither customer accepted', async () => {
    const kiosk = await hub.enrolledKiosk();
    const other = startOpener({ pool: hub.pool, keys: hub.keys, clock: hub.clock, onFailure: () => {} });
    try {
      for (let round = 0; round < 10; round += 1) {
        const shared = phoneOf(`1390000${String(round).padStart(4, '0')}`);
        const envelopes = await sealAll(kiosk, [
          contactChange({ person: personNamed(`A${round}`), answers: shared }),
          contactChange({ person: personNamed(`B${round}`), answers: shared }),
        ]);
        await Promise.all(envelopes.map((envelope) => hub.upload(kiosk, [envelope])));
        other.wake();
        await hub.allDecided();
      }
    } finally {
      await other.stop();
    }
    expect(await states()).toEqual(Array<string>(20).fill('needs-info'));
  });

  test('an envelope for another process’s key waits for that process; one for nobody’s key is an incident', async () => {
    const kiosk = await hub.enrolledKiosk();
    await hub.pool.query(
      `INSERT INTO hub_keys (id, purpose, public_key, created_at) VALUES ('seal-elsewhere', 'sealing', 'x', now())`,
    );
    const elsewhere = await kiosk.next(contactChange(), { sealingKeyId: 'seal-elsewhere' });
    const nobodys = await kiosk.next(contactChange(), { sealingKeyId: 'seal-of-nobody' });
    const fine = await kiosk.next(contactChange(), { orderGroup: 1 });
    await hub.upload(kiosk, [elsewhere, nobodys, fine]);
    await expect.poll(states).toEqual(['accepted']);
    expect(await rows('SELECT sequence, attempts FROM unopened')).toEqual([{ sequence: 1, attempts: 0 }]);
    expect(await incidents()).toEqual([{ sequence: 2, kind: 'unreadable', detail: 'sealing-key-unknown' }]);
    const other = startOpener({
      pool: hub.pool,
      keys: { sealingKey: () => hub.keys.sealing },
      clock: hub.clock,
      onFailure: () => {},
    });
    other.wake();
    await expect.poll(() => count('unopened')).toBe(0);
    await other.stop();
  });
});

test('a key that no hub has any more is told after a quarter of an hour, as an incident that somebody owns', async () => {
  const kiosk = await hub.enrolledKiosk();
  await hub.pool.query(
    `INSERT INTO hub_keys (id, purpose, public_key, created_at) VALUES ('seal-lost', 'sealing', 'x', now())`,
  );
  await hub.upload(kiosk, [
    await kiosk.next(contactChange(), { sealingKeyId: 'seal-lost' }),
    await kiosk.next(contactChange(), { sealingKeyId: 'seal-lost' }),
  ]);
  const page = async (path: string) => (await fetch(`${hub.url}${path}`)).text();
  const told = () =>
    count(`incidents WHERE kind = 'key-missing' AND detail = 'seal-lost' AND resolved_at IS NULL`);
  const owned = () =>
    count(
      `work_items WHERE reason = 'key-missing' AND role = 'head-office' AND state IN ('open', 'claimed')`,
    );
  await hub.clock.advance(14 * 60_000);
  expect(await page('/v1/metrics')).toContain('hub_records_without_key 0');
  await hub.clock.advance(2 * 60_000);
  await expect.poll(told).toBe(1);
  await expect.poll(owned).toBe(1);
  expect(await page('/v1/metrics')).toContain('hub_records_without_key 2');
  expect(await page('/')).toContain('缺少密钥、打不开');
  expect(await page('/v1/slips/K01-1-000002')).toContain('"because":"key-missing"');
  const [missing] = await rows<{ id: number }>(`SELECT id FROM incidents WHERE kind = 'key-missing'`);
  await closeIncident(hub.pool, missing!.id, { by: '李', word: '密钥已丢失' }, new Date(hub.clock.nowMs()));
  await hub.clock.advance(60_000);
  expect(await told()).toBe(0);
  expect(await page('/v1/slips/K01-1-000002')).toContain('"because":"key-missing"');
  await hub.upload(kiosk, [await kiosk.next(contactChange(), { sealingKeyId: 'seal-lost' })]);
  await hub.clock.advance(16 * 60_000);
  await expect.poll(told).toBe(1);
  await expect.poll(owned).toBe(1);
  const found = startOpener({
    pool: hub.pool,
    keys: { sealingKey: () => hub.keys.sealing },
    clock: hub.clock,
    onFailure: () => {},
  });
  found.wake();
  await expect.poll(() => count('unopened')).toBe(0);
  await hub.clock.advance(5_000);
  await expect.poll(told).toBe(0);
  await hub.clock.advance(5_000);
  await expect.poll(owned).toBe(0);
  await found.stop();
});

test('a place that two hubs try again at once waits once', async () => {
  const kiosk = await hub.enrolledKiosk();
  await deliverAll(kiosk, [await kiosk.next(contactChange(), { sealingKeyId: 'seal-of-nobody' })]);
  const [one, other] = [await hub.pool.connect(), await hub.pool.connect()];
  try {
    const place = { kioskId: 'K01', epoch: 1, sequence: 1 };
    await Promise.all([one.query('BEGIN'), other.query('BEGIN')]);
    await tryAgain(one, place);
    const second = tryAgain(other, place);
    await one.query('COMMIT');
    await second;
    // Asked in there: once it is committed, the hub takes it in hand.
    expect((await other.query('SELECT FROM unopened')).rowCount).toBe(1);
    await other.query('COMMIT');
  } finally {
    one.release();
    other.release();
  }
});

test('a record that has just arrived and is in no queue yet comes before a later one of its kiosk', async () => {
  const kiosk = await hub.enrolledKiosk();
  await deliverAll(kiosk, await kiosk.nextMany(2));
  const client = await hub.pool.connect();
  try {
    // In one transaction, so that the hub at work does not see it.
    await client.query('BEGIN');
    await client.query(`INSERT INTO arrivals (kiosk_id, epoch, sequences) VALUES ('K01', 1, '{1}')`);
    await client.query(
      `INSERT INTO undecided (kiosk_id, epoch, sequence, order_group) VALUES ('K01', 1, 2, 0)`,
    );
    expect(await claimCase(client, hub.clock.nowMs())).toBeNull();
    await client.query('DELETE FROM arrivals');
    expect((await claimCase(client, hub.clock.nowMs()))?.place.sequence).toBe(2);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});

describe('a row that cannot be worked on', () => {
  test.each([
    ['records', 'unopened'],
    ['decisions', 'undecided'],
  ])(
    'holds up nobody, is tried less and less often, rests at last, and a newer hub wakes it (%s)',
    async (table, queue) => {
      const kiosk = await hub.enrolledKiosk();
      const mend = await stumbleAt(table);
      const envelopes: Envelope[] = [];
      for (const orderGroup of [1, 1, 2])
        envelopes.push(await kiosk.next(claim(`person ${envelopes.length}`), { orderGroup }));
      await hub.upload(kiosk, envelopes);
      await expect.poll(() => count(`records WHERE state = 'accepted'`)).toBe(1);
      for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
        await expect.poll(() => count(`${queue} WHERE attempts = ${attempt}`)).toBe(1);
        await hub.clock.advance(retryDelayMs(attempt) + 5_000);
      }
      expect(await incidents()).toEqual([{ kind: 'stuck', sequence: 1, detail: `${queue} P0001` }]);
      // What it held back goes on without it.
      await expect.poll(() => count(`records WHERE state = 'accepted'`)).toBe(2);

      await mend();
      await hub.restart();
      await hub.clock.advance(60_000);
      expect(await count(`${queue} WHERE rested_by IS NOT NULL`)).toBe(1);
      const newer = startOpener({
        pool: hub.pool,
        keys: hub.keys,
        clock: hub.clock,
        onFailure: () => {},
        revision: 2,
      });
      newer.wake();
      await expect.poll(() => count(`records WHERE state = 'accepted'`)).toBe(3);
      await newer.stop();
      expect(await count(`incidents WHERE kind = 'stuck' AND resolved_at IS NULL`)).toBe(0);
    },
  );

  test('is not kept from opening by an envelope that was altered in the database', async () => {
    const kiosk = await hub.enrolledKiosk();
    const [first, second] = await kiosk.nextMany(2);
    await hub.pool.query(`
      CREATE FUNCTION alter_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.envelope := jsonb_set(NEW.envelope, '{signature}', to_jsonb(repeat('A', 86))); RETURN NEW; END $$;
      CREATE TRIGGER alter_it BEFORE INSERT ON ingest_raw FOR EACH ROW WHEN (NEW.sequence = 1) EXECUTE FUNCTION alter_it()`);
    await deliverAll(kiosk, [first!, second!]);
    expect(await count('records')).toBe(1);
    expect(await incidents()).toEqual([{ kind: 'unreadable', sequence: 1, detail: 'bad-signature' }]);
  });
});
