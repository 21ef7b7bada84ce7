import { IDBObjectStore } from 'fake-indexeddb';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import { fullDatabase } from '../support/full-database.ts';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';

/** How often rows have been asked of the browser since. */
function reads(): () => number {
  const [one, many] = [
    vi.spyOn(IDBObjectStore.prototype, 'get'),
    vi.spyOn(IDBObjectStore.prototype, 'getAll'),
  ];
  onTestFinished(() => {
    one.mockRestore();
    many.mockRestore();
  });
  return () => one.mock.calls.length + many.mock.calls.length;
}

async function accepted(outbox: Outbox, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => outbox.accept(draftOf())));
}

const sequencesIn = async (outbox: Outbox, asked: readonly number[]) =>
  (await outbox.read(asked)).map(({ sequence, envelope }) => [sequence, envelope.header.sequence]);

it('what stands behind the rows that were asked for is read already when its turn comes', async () => {
  const outbox = await openedOutbox(await kiosk());
  await accepted(outbox, 6);
  const asked = reads();
  expect(await sequencesIn(outbox, [1, 2])).toEqual([
    [1, 1],
    [2, 2],
  ]);
  expect(asked()).toBe(2);
  expect(await sequencesIn(outbox, [3, 5])).toEqual([
    [3, 3],
    [5, 5],
  ]);
  // Nothing but the next stretch.
  expect(asked()).toBe(3);
});

it('rows that were not read ahead are read, in the order asked, and what is gone is left out', async () => {
  const outbox = await openedOutbox(await kiosk());
  await accepted(outbox, 5);
  await outbox.read([3]);
  expect(await sequencesIn(outbox, [5, 1, 9, 2])).toEqual([
    [5, 5],
    [1, 1],
    [2, 2],
  ]);
});

it('a repair forgets what was read before it', async () => {
  const outbox = await openedOutbox(await kiosk());
  await accepted(outbox, 3);
  await outbox.read([1]);
  const recover = fullDatabase();
  await accepted(outbox, 1);
  recover();
  expect(await outbox.mend()).toBe(true);
  const asked = reads();
  await outbox.read([2, 3]);
  expect(asked()).toBeGreaterThanOrEqual(2);
});
