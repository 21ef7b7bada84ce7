import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { OutboxDb } from '../../../../sync/outbox/db.ts';
import { readDatabase } from '../../../../tools/powercut/page/read-rows.ts';
import { kiosk, openedOutbox } from '../../../sync/support/kiosk.ts';
import { draftErrand } from '../../../../tools/powercut/draft.ts';

const name = 'outbox-K01-1';

test('a database that is not there has no rows, and reading it does not make one', async () => {
  const browser = new IDBFactory();
  expect(await readDatabase(browser, name)).toEqual({
    rows: [],
    damaged: 0,
    headSequence: null,
    dataLoss: null,
    trouble: null,
  });
  expect(await browser.databases()).toEqual([]);
});

test('what the outbox has accepted is found by number and hash, with the head', async () => {
  const machine = await kiosk();
  const outbox = await openedOutbox(machine);
  const accepted = [await outbox.accept(draftErrand()), await outbox.accept(draftErrand())];
  await outbox.close();
  const { kioskId, epoch } = machine.facts;
  const found = await readDatabase(machine.database, `outbox-${kioskId}-${epoch}`);
  expect(found).toMatchObject({ damaged: 0, headSequence: 2, trouble: null });
  expect(found.rows).toEqual(
    accepted.map((each) => each.ok && { sequence: each.value.sequence, hash: each.value.hash }),
  );
});

test('a row that is no record is counted as damaged', async () => {
  const browser = new IDBFactory();
  const db = new OutboxDb(name, { indexedDB: browser, IDBKeyRange });
  await db.outbox.put({ sequence: 1, transactionId: 'half a row' } as never);
  db.close();
  expect(await readDatabase(browser, name)).toMatchObject({ rows: [], damaged: 1 });
});
