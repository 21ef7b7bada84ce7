import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Envelope } from '../../core/records/envelope.ts';
import { cancellationOf, claim, personNamed, phoneOf, sealAll } from '../support/errand-records.ts';
import { contactChange, type TestKiosk } from '../support/kiosk-envelopes.ts';
import { startTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { startTestHub, type TestHub } from '../support/test-hub.ts';

let postgres: TestPostgres;
let hub: TestHub;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  hub = await startTestHub(await postgres.freshDatabase());
});
afterEach(() => hub.stop());

/** By sequence. */
async function states(): Promise<readonly string[]> {
  const { rows } = await hub.pool.query<{ state: string }>(
    'SELECT state FROM records ORDER BY kiosk_id, epoch, sequence',
  );
  return rows.map(({ state }) => state);
}

async function decisions(sequence: number): Promise<readonly object[]> {
  const { rows } = await hub.pool.query<object>(
    'SELECT rule, state, reason, names FROM decisions WHERE sequence = $1 ORDER BY id',
    [sequence],
  );
  return rows;
}

async function count(sql: string): Promise<number> {
  const { rows } = await hub.pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${sql}`);
  return rows[0]!.count;
}

async function deliver(kiosk: TestKiosk, envelopes: readonly Envelope[], recovered = false): Promise<void> {
  await hub.upload(kiosk, envelopes, recovered);
  await hub.allDecided();
}

describe('what arrives is decided', () => {
  test('and each decision is kept with its rule, its reason and a hash of what it was made on', async () => {
    const kiosk = await hub.enrolledKiosk();
    await deliver(kiosk, await sealAll(kiosk, [claim('A'), claim('A'), claim('A', '2026-11-03')]));
    expect(await states()).toEqual(['accepted', 'rejected', 'needs-info']);
    const { rows } = await hub.pool.query(
      'SELECT sequence, rule, state, reason, names, inputs_hash AS hash, decided_at AS at FROM decisions ORDER BY id',
    );
    const hash = expect.stringMatching(/^[\w-]{43}$/);
    const at = new Date(hub.clock.nowMs());
    expect(rows).toEqual([
      {
        sequence: 1,
        rule: 'default',
        state: 'accepted',
        reason: 'nothing-against-it',
        names: null,
        hash,
        at,
      },
      {
        sequence: 2,
        rule: 'already-reported',
        state: 'rejected',
        reason: 'already-reported',
        names: 'K01-1-000001',
        hash,
        at,
      },
      {
        sequence: 3,
        rule: 'day-of-loss-in-future',
        state: 'needs-info',
        reason: 'day-of-loss-in-future',
        names: null,
        hash,
        at,
      },
    ]);
    for (const sql of [`UPDATE decisions SET state = ''`, 'DELETE FROM decisions', 'TRUNCATE decisions'])
      await expect(hub.pool.query(sql)).rejects.toThrow(/append-only|foreign key/);
  });

  test('a number that a second customer gives sends both to a person, whoever came first', async () => {
    const kiosk = await hub.enrolledKiosk();
    const envelopes = await sealAll(kiosk, [
      contactChange({ person: personNamed('A'), answers: phoneOf('13900000001') }),
      contactChange({ person: personNamed('C'), answers: phoneOf('13900000002') }),
      contactChange({ person: personNamed('B'), answers: phoneOf('13900000001') }),
    ]);
    await deliver(kiosk, envelopes.slice(2));
    expect(await states()).toEqual(['accepted']);
    await deliver(kiosk, envelopes.slice(0, 2));
    expect(await states()).toEqual(['needs-info', 'accepted', 'needs-info']);
    expect(await decisions(3)).toEqual([
      { rule: 'default', state: 'accepted', reason: 'nothing-against-it', names: null },
      { rule: 'phone-shared', state: 'needs-info', reason: 'phone-shared', names: 'K01-1-000001' },
    ]);
  });

  test('a cancellation takes back what it names, before it, with it, or after it', async () => {
    const kiosk = await hub.enrolledKiosk();
    const targets = ['A', 'B', 'C'].map((number) =>
      contactChange({ person: personNamed(number), answers: phoneOf(`139000000${number.charCodeAt(0)}`) }),
    );
    const [a, b, c, cancelA, cancelB, cancelC] = await sealAll(kiosk, [
      ...targets,
      ...targets.map(cancellationOf),
    ]);
    await deliver(kiosk, [cancelA!]);
    expect(await count(`work_items`)).toBe(0);
    await deliver(kiosk, [a!, b!, cancelB!, c!]);
    await deliver(kiosk, [cancelC!]);
    expect(await states()).toEqual([
      'withdrawn',
      'withdrawn',
      'withdrawn',
      'accepted',
      'accepted',
      'accepted',
    ]);
  });

  test('a cancellation after the effect is rejected', async () => {
    const kiosk = await hub.enrolledKiosk();
    const target = contactChange();
    const [first, second] = await sealAll(kiosk, [target, cancellationOf(target)]);
    await deliver(kiosk, [first!]);
    await hub.clock.advance(24 * 3_600_000 + 1);
    await deliver(kiosk, [second!]);
    expect(await states()).toEqual(['accepted', 'rejected']);
  });

  test('a cancellation whose record never comes goes to a person after a day', async () => {
    const kiosk = await hub.enrolledKiosk();
    const [, second] = await sealAll(kiosk, [contactChange(), cancellationOf(contactChange())]);
    await deliver(kiosk, [second!]);
    expect(await states()).toEqual(['delivered']);
    await hub.clock.advance(24 * 3_600_000 + 60_000);
    await expect.poll(states).toEqual(['needs-info']);
  });

  test('a record that comes again, recovered or for a visit that was parked, goes to a person', async () => {
    const kiosk = await hub.enrolledKiosk();
    const parked = contactChange({ kind: 'parked-visit', effect: 'parked', person: personNamed('B') });
    await deliver(kiosk, await sealAll(kiosk, [parked]));
    await deliver(kiosk, await sealAll(kiosk, [contactChange({ answers: {} })]), true);
    const { rows } = await hub.pool.query('SELECT reason FROM decisions ORDER BY id');
    expect(rows).toEqual([{ reason: 'call-back' }, { reason: 'customer-may-not-know' }]);
  });

  test('attachments that are still on their way are waited for', async () => {
    const kiosk = await hub.enrolledKiosk();
    const record = contactChange();
    const envelope = await kiosk.next(record, { chunkHashes: ['c'.repeat(43)] });
    await deliver(kiosk, [envelope]);
    expect(await states()).toEqual(['delivered']);
    await hub.pool.query(
      `INSERT INTO chunks (kiosk_id, epoch, hash, transaction_id, place, received_at, chunk)
       VALUES ('K01', 1, $1, $2, 0, now(), '{}')`,
      ['c'.repeat(43), record.transactionId],
    );
    await hub.clock.advance(60_000);
    await expect.poll(states).toEqual(['accepted']);
  });

  test('a resubmission takes the place of the record that was sent back, and closes its work item', async () => {
    const kiosk = await hub.enrolledKiosk();
    await deliver(kiosk, await sealAll(kiosk, [claim('A', '2026-11-09')]));
    await deliver(kiosk, [await kiosk.next(claim('A'), { supersedes: 'K01-1-000001' })]);
    expect(await states()).toEqual(['superseded', 'accepted']);
    expect((await hub.pool.query('SELECT state, names FROM work_items')).rows).toEqual([
      { state: 'resubmitted', names: null },
    ]);
    expect(await decisions(1)).toContainEqual({
      rule: 'resubmission',
      state: 'superseded',
      reason: 'resubmitted',
      names: 'K01-1-000002',
    });
  });
});

describe('order', () => {
  test('the outcome is the same whoever’s records arrive first', async () => {
    const made = (person: string, digits: string) =>
      contactChange({ person: personNamed(person), answers: phoneOf(digits) });
    const taken = made('A', '13900000001');
    const records = [
      taken,
      made('B', '13900000001'),
      claim('B'),
      made('C', '13900000002'),
      cancellationOf(taken),
      claim('B'),
      made('C', '13900000002'),
      claim('A'),
    ];
    const lines = { A: [0, 4, 7], B: [1, 2, 5], C: [3, 6] };
    const outcomes: (readonly string[])[] = [];
    for (const turns of ['ABBCABCA', 'CCBBBAAA', 'BABCAABC', 'AAACBCBB']) {
      const kiosk = await hub.enrolledKiosk(`K${10 + outcomes.length}`);
      const people = records.map((record) => ({
        ...record,
        transactionId: randomUUID(),
        // Another customer at each kiosk, because claims of one are compared across kiosks.
        person: personNamed(`${record.person.number} at ${kiosk.identity.kioskId}`),
      }));
      people[4] = { ...people[4]!, cancels: people[0]!.transactionId };
      const envelopes = await sealAll(kiosk, people);
      const left = structuredClone(lines);
      for (const turn of turns) await deliver(kiosk, [envelopes[left[turn as 'A'].shift()!]!]);
      outcomes.push((await states()).slice(-records.length));
    }
    expect(outcomes[0]).toEqual([
      'withdrawn',
      'needs-info',
      'accepted',
      'accepted',
      'accepted',
      'rejected',
      'accepted',
      'accepted',
    ]);
    expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
  });

  test('within an order group nothing is decided before what stands earlier, which holds up nobody else', async () => {
    const kiosk = await hub.enrolledKiosk();
    await hub.pool.query(`
      CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stumbled'; END $$;
      CREATE TRIGGER stumble BEFORE INSERT ON decisions FOR EACH ROW WHEN (NEW.sequence = 1) EXECUTE FUNCTION stumble();
    `);
    const envelopes: Envelope[] = [];
    for (const orderGroup of [7, 7, 8])
      envelopes.push(await kiosk.next(claim(String(orderGroup)), { orderGroup }));
    await hub.upload(kiosk, envelopes);
    await expect.poll(states).toEqual(['delivered', 'delivered', 'accepted']);
    await hub.pool.query('DROP TRIGGER stumble ON decisions');
    await hub.clock.advance(5_000);
    await expect.poll(states).toEqual(['accepted', 'rejected', 'accepted']);
  });
});
