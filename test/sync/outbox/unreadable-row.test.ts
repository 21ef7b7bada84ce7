import { Dexie } from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { databaseName } from '../../../sync/outbox/db.ts';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';

it('a row that went bad before it was journalled fails at most the next customer, and the kiosk goes on', async () => {
  const machine = await kiosk();
  const outbox = await openedOutbox(machine);
  void machine.arrange({ call: 'journal.append', does: { fail: 'disk-full' } });
  expect(await outbox.accept(draftOf())).toMatchObject({ ok: false });
  const db = new Dexie(databaseName('K01', 1), { indexedDB: machine.database, IDBKeyRange });
  await db.open();
  await db.table('outbox').update(1, { 'envelope.ciphertext': 'AAAA' });
  db.close();
  await outbox.accept(draftOf());
  expect(await outbox.accept(draftOf())).toMatchObject({ ok: true });
  const codes = (await machine.restartHost()).incidents().map(({ code }) => code);
  expect(codes).toContain('row-unreadable');
});
