import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { sendOnce, waiting } from '../support/settling.ts';

it('a kiosk that has lost the end of both stores goes on behind what the hub has signed for, and staff hear of it', async () => {
  const machine = await kiosk();
  const outbox = await openedOutbox(machine);
  await outbox.accept(draftOf());
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
  await journal.append(first!.envelope, false);

  const reopened = await openedOutbox(machine);
  expect(reopened.lastSequence).toBe(1);
  expect(await sendOnce(machine, reopened)).toMatchObject({ ok: true });
  expect(reopened).toMatchObject({ lastSequence: 2, pending: 0 });
  expect(await reopened.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 3 } });
  expect(await sendOnce(machine, reopened)).toMatchObject({ ok: true });
  expect([...machine.hub.held.keys()]).toEqual([1, 2, 3]);
  const told = (await machine.restartHost()).incidents();
  expect(told.map(({ detail }) => detail)).toContain('the hub holds up to 2, both stores end at 1');
});
