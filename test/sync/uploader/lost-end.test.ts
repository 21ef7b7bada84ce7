import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { kiosk, openedOutbox, type Kiosk } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { sendOnce, waiting } from '../support/settling.ts';

/** Two records are at the hub and have left the kiosk; then both stores come back as they were before the second. */
async function cutWhileIdle() {
  const machine = await kiosk();
  const outbox = await openedOutbox(machine);
  await outbox.accept(draftOf());
  const [first] = await waiting(outbox);
  await sendOnce(machine, outbox);
  await outbox.accept(draftOf());
  await sendOnce(machine, outbox);
  expect(outbox.pending).toBe(0);
  const [early] = machine.hub.receipts;
  await machine.restartHost();
  for (const name of await readdir(machine.journalFolder)) await rm(path.join(machine.journalFolder, name));
  machine.wipeDatabase();
  const journal = await machine.restartHost();
  await journal.append([first!.envelope], false);
  await journal.receipt(early!);
  const reopened = await openedOutbox(machine);
  expect(reopened).toMatchObject({ lastSequence: 1, pending: 0 });
  return { machine, outbox: reopened };
}

const incidentsOf = async ({ restartHost }: Kiosk) => (await restartHost()).incidents();

describe('a kiosk that has lost the end of both stores while nothing waited', () => {
  it('finds it at its first contact, before a number is given out twice', async () => {
    const { machine, outbox } = await cutWhileIdle();
    machine.uploaderOf(outbox);
    await machine.clock.advance(1_000);
    await expect.poll(() => outbox.lastSequence).toBe(2);
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 3 } });
    await expect.poll(() => outbox.pending).toBe(0);
    expect([...machine.hub.held.keys()]).toEqual([1, 2, 3]);
    expect((await incidentsOf(machine)).map(({ code }) => code)).not.toContain('hub-fork');
  });

  it('gives no number out twice when only its journal has heard of it', async () => {
    const { machine, outbox } = await cutWhileIdle();
    void machine.arrange({ call: 'journal.receipt', does: 'lose-answer' });
    expect(await sendOnce(machine, outbox)).toMatchObject({ ok: false });
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 3 } });
    expect(await sendOnce(machine, outbox)).toMatchObject({ ok: true });
    expect([...machine.hub.held.keys()]).toEqual([1, 2, 3]);
  });

  it('that serves somebody before it is found keeps the record, and tells of the fork, for which no errand is taken', async () => {
    const { machine, outbox } = await cutWhileIdle();
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 2 } });
    machine.uploaderOf(outbox);
    await machine.clock.advance(1_000);
    await expect.poll(() => machine.incidents().map(({ detail }) => detail)).toContain('K01-1-000002 fork');
    await expect.poll(() => machine.incidents().map(({ code }) => code)).toContain('hub-fork');
    expect((await machine.restartHost()).isForked()).toBe(true);
    expect(outbox.pending).toBe(1);
    expect((await machine.restartHost()).mark().sequence).toBe(2);
  });
});

it('a kiosk that has lost the end of both stores goes on behind what the hub has signed for, and staff hear of it', async () => {
  const machine = await kiosk();
  const outbox = await openedOutbox(machine);
  const draft = draftOf();
  await outbox.accept(draft);
  const [first] = await waiting(outbox);
  await outbox.accept(draftOf());
  const hadTwo = machine.hub;
  // The hub has both; its answer and then both stores are lost, and only the first record comes back.
  hadTwo.weather = { kind: 'lost' };
  await sendOnce(machine, outbox);
  hadTwo.weather = { kind: 'fair' };
  await machine.restartHost();
  for (const name of await readdir(machine.journalFolder)) await rm(path.join(machine.journalFolder, name));
  machine.wipeDatabase();
  const journal = await machine.restartHost();
  await journal.append([first!.envelope], false);

  const reopened = await openedOutbox(machine);
  expect(reopened.lastSequence).toBe(1);
  expect(await sendOnce(machine, reopened)).toMatchObject({ ok: true });
  expect(reopened).toMatchObject({ lastSequence: 2, pending: 0 });
  // Whoever asks again is known, although the record has left.
  expect(await reopened.accept(draft)).toMatchObject({ ok: true, value: { sequence: 1 } });
  expect(await reopened.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 3 } });
  expect(await sendOnce(machine, reopened)).toMatchObject({ ok: true });
  expect([...machine.hub.held.keys()]).toEqual([1, 2, 3]);
  const told = (await machine.restartHost()).incidents();
  expect(told.map(({ detail }) => detail)).toContain('the hub holds up to 2, both stores end at 1');
});
