import { IDBKeyRange } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import { outboxRows } from '../../tools/simulate/check/stored.ts';
import { simulatedDatabase, type DatabaseListener } from '../../tools/simulate/kiosk/database.ts';
import { OutboxDb } from '../../sync/outbox/db.ts';
import { probeDatabase } from '../../sync/outbox/probe.ts';
import { diceOf } from '../../tools/simulate/world/dice.ts';
import { newLife, type Life } from '../../tools/simulate/world/life.ts';
import { newSettling } from '../../tools/simulate/world/settling.ts';

const name = 'outbox-K01-1';

/** @param whenHeard without it, a page hears of a commit at once */
function database(seed = 1, whenHeard: DatabaseListener['whenHeard'] = answered) {
  return simulatedDatabase(diceOf(seed, 0), newSettling(), {
    onBegin: () => {},
    onCommit: () => {},
    whenHeard,
  });
}

function answered(_: Life, flushed: () => void, hear: () => void): void {
  flushed();
  hear();
}

/** Rows 1 to `count`, the last `relaxed` of them without asking for the disk. */
async function holding(seed: number, count: number, relaxed: number) {
  const simulated = database(seed);
  const page = newLife('page');
  const db = new OutboxDb(name, { indexedDB: simulated.of(page), IDBKeyRange });
  await db.open();
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const durability = sequence > count - relaxed ? 'relaxed' : 'strict';
    const transaction = db.backendDB().transaction(['outbox'], 'readwrite', { durability });
    transaction.objectStore('outbox').add({ sequence, transactionId: `t${sequence}` });
    await new Promise((done) => transaction.addEventListener('complete', done));
  }
  page.end();
  return simulated;
}

const sequences = (simulated: ReturnType<typeof database>) =>
  outboxRows(simulated.rows()).map(({ sequence }) => sequence);

test('a power cut takes a suffix of what did not ask to be on disk, and nothing else', async () => {
  const left = new Set<number>();
  for (let seed = 1; seed <= 30; seed += 1) {
    const simulated = await holding(seed, 5, 2);
    await simulated.befall('power-cut');
    const kept = sequences(simulated);
    expect([1, 2, 3, 4, 5].slice(0, kept.length)).toEqual(kept);
    left.add(kept.length);
  }
  expect(left).toEqual(new Set([3, 4, 5]));
});

test('what survives is what the next page reads', async () => {
  const simulated = await holding(1, 3, 0);
  await simulated.befall('power-cut');
  const db = new OutboxDb(name, { indexedDB: simulated.of(newLife('page')), IDBKeyRange });
  expect(await db.outbox.orderBy('sequence').primaryKeys()).toEqual([1, 2, 3]);
  db.close();
});

test('a browser that has thrown the database away says so once, one whose profile was deleted says nothing', async () => {
  const lost = await holding(1, 2, 0);
  await lost.befall('data-loss');
  const page = newLife('page');
  expect(await probeDatabase(lost.of(page), name)).toMatchObject({
    value: { existed: false, dataLoss: expect.stringContaining('checksum') },
  });
  const wiped = await holding(1, 2, 0);
  await wiped.befall('wipe');
  expect(await probeDatabase(wiped.of(page), name)).toEqual({
    ok: true,
    value: { existed: false, dataLoss: null },
  });
});

test('a page that is dead changes nothing any more', async () => {
  const simulated = database();
  const page = newLife('page');
  const db = new OutboxDb(name, { indexedDB: simulated.of(page), IDBKeyRange });
  await db.open();
  page.end();
  await expect(db.quarantine.put({ id: 'x', sequence: 1, reason: 'x', content: null })).rejects.toThrow();
  expect(simulated.rows().get('quarantine')).toBe(undefined);
});

test('a full disk lets no transaction through', async () => {
  const simulated = database();
  const db = new OutboxDb(name, { indexedDB: simulated.of(newLife('page')), IDBKeyRange });
  await db.open();
  simulated.state.isFull = true;
  await expect(db.quarantine.put({ id: 'x', sequence: 1, reason: 'x', content: null })).rejects.toThrow();
  simulated.state.isFull = false;
  await db.quarantine.put({ id: 'y', sequence: 1, reason: 'x', content: null });
  expect([...(simulated.rows().get('quarantine')?.keys() ?? [])]).toEqual(['"y"']);
  db.close();
});

test('a strict commit that its page has not heard of may be on disk or not, and one that it has heard of is', async () => {
  const left = new Set<number>();
  for (let seed = 1; seed <= 20; seed += 1) {
    const answers: (() => void)[] = [];
    const simulated = database(seed, (_, flushed, hear) => answers.push(flushed, hear));
    const page = newLife('page');
    const db = new OutboxDb(name, { indexedDB: simulated.of(page), IDBKeyRange });
    await db.open();
    for (const sequence of [1, 2]) {
      const transaction = db.backendDB().transaction(['outbox'], 'readwrite', { durability: 'strict' });
      transaction.objectStore('outbox').add({ sequence, transactionId: `t${sequence}` });
      const heard = new Promise<void>((done) => transaction.addEventListener('complete', () => done()));
      await vi.waitFor(() => expect(answers).not.toEqual([]));
      if (sequence === 2) break;
      for (const answer of answers.splice(0)) answer();
      await heard;
    }
    page.end();
    await simulated.befall('power-cut');
    left.add(sequences(simulated).length);
  }
  expect(left).toEqual(new Set([1, 2]));
});
