import { Dexie } from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import type { CallName } from '../../../core/contract/calls.ts';
import { databaseName } from '../../../sync/outbox/db.ts';
import { err, ok } from '../../../core/lib/result.ts';
import { fullDatabase } from '../support/full-database.ts';
import { kiosk, openedOutbox, type Kiosk } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { waiting } from '../support/settling.ts';

/** The host is slow with this call until it is let go. */
function held(machine: Kiosk, call: CallName) {
  const { host } = machine;
  let letGo = () => {};
  const free = new Promise<void>((go) => (letGo = go));
  return {
    letGo: () => letGo(),
    host: {
      ...host,
      invoke: (async (name: CallName, input: never) => {
        if (name === call) await free;
        return host.invoke(name, input);
      }) as typeof host.invoke,
    },
  };
}

/** What the database itself has. */
async function rowsIn({ database }: Kiosk): Promise<number> {
  const db = new Dexie(databaseName('K01', 1), { indexedDB: database, IDBKeyRange });
  await db.open();
  const count = await db.table('outbox').count();
  db.close();
  return count;
}

describe('the two stores, written side by side', () => {
  it('are both on disk before anybody hears that a record is accepted', async () => {
    const machine = await kiosk();
    await openedOutbox(machine);
    const journal = held(machine, 'journal.append');
    const outbox = await openedOutbox(machine, { host: journal.host });
    let heard = false;
    const accepting = outbox.accept(draftOf()).finally(() => (heard = true));
    await vi.waitFor(async () => expect(await rowsIn(machine)).toBe(1));
    expect(heard).toBe(false);
    journal.letGo();
    expect(await accepting).toMatchObject({ ok: true });
    expect((await machine.restartHost()).mark().sequence).toBe(1);
    expect(await rowsIn(machine)).toBe(1);
  });

  it('a record that only the journal has comes to the database as recovered before the next is accepted', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const [failed, next] = [draftOf(), draftOf()];
    const recover = fullDatabase();
    expect(await outbox.accept(failed)).toMatchObject({ error: { code: 'database-failed' } });
    expect(outbox.pending).toBe(0);
    expect(await outbox.accept(next)).toMatchObject({ ok: false });
    recover();
    expect(await outbox.accept(next)).toMatchObject({ ok: true, value: { sequence: 2 } });
    const rows = await waiting(outbox);
    expect(rows.map(({ transactionId, recovered }) => [transactionId, recovered])).toEqual([
      [failed.transactionId, true],
      [next.transactionId, false],
    ]);
    expect((await machine.restartHost()).incidents()).toEqual([]);
  });

  it('whoever asks again for it hears that it is accepted, under the same number', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const draft = draftOf();
    const recover = fullDatabase();
    await outbox.accept(draft);
    recover();
    expect(await outbox.accept(draft)).toMatchObject({ ok: true, value: { sequence: 1 } });
    expect(outbox.pending).toBe(1);
  });

  it('a record that only the journal has is found by the next start, as recovered and without an incident', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    await outbox.accept(draftOf());
    const recover = fullDatabase();
    await Promise.all([1, 2, 3].map(() => outbox.accept(draftOf())));
    recover();
    const journal = await machine.restartHost();
    expect(journal.mark()).toMatchObject({ sequence: 4, lastAppendFrom: 2 });
    const rows = await waiting(await openedOutbox(machine));
    expect(rows.map(({ recovered }) => recovered)).toEqual([false, true, true, true]);
    expect(journal.incidents()).toEqual([]);
  });

  it('neither has a record whose transaction failed while the journal refused it', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const recover = fullDatabase();
    void machine.arrange({ call: 'journal.append', does: { fail: 'disk-full' } });
    expect(await outbox.accept(draftOf())).toMatchObject({ error: { code: 'database-failed' } });
    recover();
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 1 } });
    expect((await machine.restartHost()).incidents()).toEqual([]);
  });

  it('a host that does not sign every record of a turn fails it by name, and mends it with the next', async () => {
    const machine = await kiosk();
    const { host } = machine;
    let isCurt = true;
    const invoke = (async (name: CallName, input: never) => {
      const answer = await host.invoke(name, input);
      if (name !== 'journal.append' || !isCurt) return answer;
      isCurt = false;
      return ok({ signatures: [] });
    }) as typeof host.invoke;
    const outbox = await openedOutbox(machine, { host: { ...host, invoke } });
    const draft = draftOf();
    expect(await outbox.accept(draft)).toEqual(err({ code: 'journal-failed', cause: 'not-signed' }));
    expect(await outbox.accept(draft)).toMatchObject({ ok: true, value: { sequence: 1 } });
    expect([...outbox.rows].map(({ signature }) => signature.length)).toEqual([86]);
  });
});
