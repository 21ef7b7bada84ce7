import { expect, it } from 'vitest';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { sendOnce, waiting } from '../support/settling.ts';

/** Web Locks as two windows of one browser share them. */
function sharedLocks(): Pick<LockManager, 'request'> {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_: string, work: () => Promise<unknown>) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return { request } as unknown as LockManager;
}

it('a record of another window was told to its customer: it is not called recovered', async () => {
  const machine = await kiosk();
  const locks = sharedLocks();
  const [one, two] = [await openedOutbox(machine, { locks }), await openedOutbox(machine, { locks })];
  for (const outbox of [one, two, one, two])
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true });
  const rows = await waiting(two);
  expect(rows.map(({ sequence, recovered }) => [sequence, recovered])).toEqual([
    [1, false],
    [2, false],
    [3, false],
    [4, false],
  ]);
});

it('what another window accepted is sent by the one that drains, without a record of its own', async () => {
  const machine = await kiosk();
  const locks = sharedLocks();
  const [drains, accepts] = [await openedOutbox(machine, { locks }), await openedOutbox(machine, { locks })];
  machine.uploaderOf(drains);
  await machine.clock.advance(1_000);
  await accepts.accept(draftOf());
  await machine.clock.advance(300_000);
  await expect.poll(() => machine.hub.held.size).toBe(1);
  await accepts.refresh();
  expect(accepts.pending).toBe(0);
  expect([...accepts.rows]).toEqual([]);
});

it('a record that only another window could journal, and that has left since, holds up no customer', async () => {
  const machine = await kiosk();
  const locks = sharedLocks();
  const [drains, accepts] = [await openedOutbox(machine, { locks }), await openedOutbox(machine, { locks })];
  void machine.arrange({ call: 'journal.append', does: { fail: 'disk-error' } });
  expect(await accepts.accept(draftOf())).toMatchObject({ error: { code: 'journal-failed' } });
  // The other window finds it in the database, brings it to the journal and to the hub, and drops it.
  await drains.refresh();
  await sendOnce(machine, drains);
  expect(drains.pending).toBe(0);
  expect(await accepts.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 2 } });
});
