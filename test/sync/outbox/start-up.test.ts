import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Dexie } from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { noHash, type UnsignedEnvelope } from '../../../core/records/envelope.ts';
import { orderOf } from '../../../sync/outbox/accept.ts';
import { databaseName } from '../../../sync/outbox/db.ts';
import { sealedEnvelope } from '../../../sync/outbox/envelopes.ts';
import { ReadySealer } from '../../../sync/sealing/ready-sealer.ts';
import { openOutbox } from '../../../sync/outbox/open-outbox.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import { probeDatabase } from '../../../sync/outbox/probe.ts';
import { newLife } from '../../../tools/simulate/world/life.ts';
import { browserLocks } from '../../../tools/simulate/world/locks.ts';
import { kiosk, openedOutbox, type Kiosk } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { sendOnce, waiting } from '../support/settling.ts';

const sequences = async (outbox: Outbox) => (await waiting(outbox)).map(({ sequence }) => sequence);
const incidents = async (machine: Kiosk) => (await machine.restartHost()).incidents().map(({ code }) => code);

async function acceptSome(outbox: Outbox, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) expect(await outbox.accept(draftOf())).toMatchObject({ ok: true });
}

/** A look at the database behind the outbox's back. */
async function tamper(machine: Kiosk, change: (db: Dexie) => Promise<unknown>): Promise<void> {
  const db = new Dexie(databaseName('K01', 1), { indexedDB: machine.database, IDBKeyRange });
  await db.open();
  await change(db);
  db.close();
}

/** Another true record of this kiosk at the next place, as a profile would hold that had gone on by itself. */
async function envelopeBehind(
  { facts }: Kiosk,
  { header, hash }: UnsignedEnvelope,
): Promise<UnsignedEnvelope> {
  const now = { acceptedAt: '2026-11-02T01:00:00.000Z', clock: facts.clock };
  const order = orderOf(draftOf(), {}, now);
  const end = { sequence: header.sequence, hash, groupSalt: noHash };
  const standing = { facts, trust: facts.trust, sealer: new ReadySealer() };
  const sealed = order.ok && (await sealedEnvelope(order.value, end, standing));
  if (!sealed || !sealed.ok) throw new Error('no envelope');
  return sealed.value.envelope;
}

async function journalFile(machine: Kiosk): Promise<string> {
  const [name] = await readdir(machine.journalFolder);
  return path.join(machine.journalFolder, name!);
}

describe('a first start', () => {
  it('is no incident and starts the chain at one', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    await acceptSome(outbox, 1);
    expect(await sequences(outbox)).toEqual([1]);
    expect(await incidents(machine)).toEqual([]);
  });

  it('asks the browser what it knows and leaves no database behind by asking', async () => {
    const { database } = await kiosk();
    expect(await probeDatabase(database, 'never-made')).toEqual({
      ok: true,
      value: { existed: false, dataLoss: null },
    });
    expect(await database.databases()).toEqual([]);
  });
});

describe('an ordinary restart', () => {
  it('goes on where it was, without reading the lines of the journal', async () => {
    const machine = await kiosk();
    await acceptSome(await openedOutbox(machine), 3);
    await machine.restartHost();
    machine.calls.length = 0;
    const outbox = await openedOutbox(machine);
    expect(machine.calls).toEqual(['journal.mark', 'journal.signatures']);
    expect(outbox.pending).toBe(3);
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 4 } });
    expect(await incidents(machine)).toEqual([]);
  });
});

describe('a database that was wiped', () => {
  it('is an incident and gets every record back that the hub does not have', async () => {
    const machine = await kiosk();
    const before = await openedOutbox(machine);
    await acceptSome(before, 2);
    await sendOnce(machine, before);
    await acceptSome(before, 3);
    machine.wipeDatabase();
    const outbox = await openedOutbox(machine);
    expect(await sequences(outbox)).toEqual([3, 4, 5]);
    expect(outbox.pending).toBe(3);
    expect(await incidents(machine)).toEqual(['database-empty']);
    expect(await sendOnce(machine, outbox)).toMatchObject({
      ok: true,
      value: { receipt: { upToSequence: 5 } },
    });
    expect(outbox.pending).toBe(0);
  });

  it('does not start the chain again when the hub has everything', async () => {
    const machine = await kiosk();
    const before = await openedOutbox(machine);
    await acceptSome(before, 2);
    await sendOnce(machine, before);
    machine.wipeDatabase();
    const outbox = await openedOutbox(machine);
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 3 } });
    expect(await sendOnce(machine, outbox)).toMatchObject({
      ok: true,
      value: { receipt: { upToSequence: 3 } },
    });
  });

  it('is told once, not at every start', async () => {
    const machine = await kiosk();
    await acceptSome(await openedOutbox(machine), 1);
    machine.wipeDatabase();
    await openedOutbox(machine);
    await openedOutbox(machine);
    expect(await incidents(machine)).toEqual(['database-empty']);
  });
});

describe('a database that came back shorter', () => {
  it('gets its rows back from the journal', async () => {
    const machine = await kiosk();
    await acceptSome(await openedOutbox(machine), 4);
    await tamper(machine, (db) => db.table('outbox').bulkDelete([3, 4]));
    const outbox = await openedOutbox(machine);
    expect(await sequences(outbox)).toEqual([1, 2, 3, 4]);
    expect(outbox.pending).toBe(4);
    expect(await incidents(machine)).toEqual(['database-shorter']);
  });

  it('gets its head back as well', async () => {
    const machine = await kiosk();
    await acceptSome(await openedOutbox(machine), 2);
    await tamper(machine, (db) => db.table('head').clear());
    const outbox = await openedOutbox(machine);
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 3 } });
    expect(await incidents(machine)).toEqual(['database-shorter']);
  });
});

describe('rows that were damaged or tampered with', () => {
  it('are kept aside and replaced from the journal', async () => {
    const machine = await kiosk();
    await acceptSome(await openedOutbox(machine), 3);
    await tamper(machine, (db) => db.table('outbox').update(2, { 'envelope.ciphertext': 'AAAA' }));
    const outbox = await openedOutbox(machine);
    expect(await sequences(outbox)).toEqual([1, 2, 3]);
    expect(await incidents(machine)).toEqual(['row-unreadable']);
    await tamper(machine, async (db) => {
      const kept = await db.table('quarantine').toArray();
      expect(kept).toMatchObject([
        { sequence: 2, reason: 'row-unreadable', content: { transactionId: expect.anything() } },
      ]);
    });
  });
});

describe('a journal that lost something', () => {
  it('has a torn last line cut off and gets the record back as recovered', async () => {
    const machine = await kiosk();
    await acceptSome(await openedOutbox(machine), 3);
    const file = await journalFile(machine);
    await truncate(file, (await readFile(file)).length - 5);
    const journal = await machine.restartHost();
    expect(journal.mark()).toMatchObject({ sequence: 2, tornTail: true });
    const outbox = await openedOutbox(machine);
    expect(await sequences(outbox)).toEqual([1, 2, 3]);
    expect(await journal.read(3, 1)).toMatchObject({ value: { envelopes: [{ recovered: true }] } });
    expect(journal.incidents()).toEqual([]);
  });

  it('is made whole again from the database when it lost everything', async () => {
    const machine = await kiosk();
    const before = await openedOutbox(machine);
    await acceptSome(before, 2);
    await sendOnce(machine, before);
    await acceptSome(before, 2);
    await writeFile(await journalFile(machine), '');
    await machine.restartHost();
    const outbox = await openedOutbox(machine);
    expect(await sequences(outbox)).toEqual([3, 4]);
    const journal = await machine.restartHost();
    expect(journal.mark()).toMatchObject({ sequence: 4, receiptedSequence: 2 });
    expect(journal.incidents().map(({ code }) => code)).toEqual(['journal-shorter']);
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 5 } });
  });

  it('gets a damaged line in its middle back from the database', async () => {
    const machine = await kiosk();
    await acceptSome(await openedOutbox(machine), 3);
    const file = await journalFile(machine);
    const lines = (await readFile(file, 'utf8')).split('\n');
    lines[2] = lines[2]!.replace('"envelope"', '"envelopf"');
    await writeFile(file, lines.join('\n'));
    expect((await machine.restartHost()).mark()).toMatchObject({ sequence: 3, missing: [2] });
    const outbox = await openedOutbox(machine);
    expect(await sequences(outbox)).toEqual([1, 2, 3]);
    expect((await machine.restartHost()).mark()).toMatchObject({ sequence: 3, missing: [] });
    expect(await incidents(machine)).toEqual(['journal-damaged']);
  });
});

describe('stores that grew apart', () => {
  it('keep both records, and the journal goes on in the chain', async () => {
    const machine = await kiosk();
    const before = await openedOutbox(machine);
    await acceptSome(before, 2);
    const [first, theirs] = await waiting(before);
    const alien = await envelopeBehind(machine, first!.envelope);
    await tamper(machine, async (db) => {
      const { transactionId } = alien.header;
      await db.table('outbox').put({ sequence: 2, transactionId, envelope: alien, recovered: false });
      await db.table('head').update('head', { hash: alien.hash });
    });
    const outbox = await openedOutbox(machine);
    const rows = await waiting(outbox);
    expect(rows.map(({ envelope }) => envelope.hash)).toEqual([first!.envelope.hash, theirs!.envelope.hash]);
    expect(await incidents(machine)).toEqual(['stores-disagree']);
    await tamper(machine, async (db) => {
      const kept = await db.table('quarantine').toArray();
      expect(kept).toMatchObject([
        { reason: 'stores-disagree', content: { envelope: { hash: alien.hash } } },
      ]);
    });
  });
});

describe('a start that cannot go well', () => {
  it('says so when the journal does not answer, and opens nothing', async () => {
    const machine = await kiosk();
    void machine.arrange({ call: 'journal.mark', does: { fail: 'journal-unreadable' } });
    expect(await machine.open()).toEqual({
      ok: false,
      error: { code: 'journal-unavailable', cause: 'journal-unreadable' },
    });
  });

  it('does not repair in silence: an incident that cannot be written keeps the queue closed', async () => {
    const machine = await kiosk();
    await acceptSome(await openedOutbox(machine), 1);
    machine.wipeDatabase();
    void machine.arrange({ call: 'journal.incident', does: { fail: 'disk-full' } });
    expect(await machine.open()).toEqual({
      ok: false,
      error: { code: 'journal-failed', cause: 'disk-full' },
    });
    expect(await sequences(await openedOutbox(machine))).toEqual([1]);
    expect(await incidents(machine)).toEqual(['database-empty']);
  });

  it('tries a database that will not open three times, names the reason and deletes nothing', async () => {
    const { host, facts, clock } = await kiosk();
    const asked: string[] = [];
    const open = (name: string) => {
      asked.push(name);
      const refused = new DOMException('Internal error opening backing store', 'UnknownError');
      const request = Object.assign(new EventTarget(), { error: refused });
      queueMicrotask(() => request.dispatchEvent(new Event('error', { cancelable: true })));
      return request;
    };
    const indexedDB = { open } as unknown as IDBFactory;
    const opened = openOutbox({ host, facts, clock, database: { indexedDB, IDBKeyRange }, locks: null });
    await clock.advance(10_000);
    expect(await opened).toEqual({
      ok: false,
      error: { code: 'database-unavailable', cause: 'UnknownError' },
    });
    expect(asked).toEqual(Array.from({ length: 3 }, () => databaseName('K01', 1)));
  });

  it('names the reason also where the browser throws at once, and lets the next window try', async () => {
    const machine = await kiosk();
    const browser = browserLocks();
    const open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const database = { indexedDB: { open } as unknown as IDBFactory, IDBKeyRange };
    const opening = machine.open({ database, locks: browser.of(newLife('one')) });
    await machine.clock.advance(10_000);
    expect(await opening).toEqual({
      ok: false,
      error: { code: 'database-unavailable', cause: 'SecurityError' },
    });
    expect(await machine.open({ locks: browser.of(newLife('two')) })).toMatchObject({ ok: true });
  });

  it('refuses a journal of another enrolment', async () => {
    const { host, facts, clock, database } = await kiosk();
    const parts = { host, clock, database: { indexedDB: database, IDBKeyRange }, locks: null };
    expect(await openOutbox({ ...parts, facts: { ...facts, epoch: 2 } })).toMatchObject({
      error: { code: 'epochs-differ' },
    });
  });

  it('is refused where records could not be sealed, before a customer finds out', async () => {
    const { database, facts, host, clock } = await kiosk();
    const parts = { host, clock, database: { indexedDB: database, IDBKeyRange }, locks: null };
    // No point of the curve's prime-order group: X25519 with it gives all zeros (RFC 7748 section 6.1).
    const sealingKey = { id: 'seal-0', publicKey: 'A'.repeat(43) };
    expect(
      await openOutbox({ ...parts, facts: { ...facts, trust: { ...facts.trust, sealingKey } } }),
    ).toMatchObject({
      error: { code: 'seal-failed' },
    });
    expect(await database.databases()).toEqual([]);
  });
});

it('repairs while it runs when the host comes back with a shorter journal', async () => {
  const machine = await kiosk();
  const outbox = await openedOutbox(machine);
  await acceptSome(outbox, 3);
  const file = await journalFile(machine);
  await truncate(file, (await readFile(file)).length - 5);
  await machine.restartHost();
  const draft = draftOf();
  expect(await outbox.accept(draft)).toMatchObject({ error: { code: 'journal-failed', cause: 'gap' } });
  expect(await outbox.accept(draft)).toMatchObject({ ok: true, value: { sequence: 4 } });
  expect((await machine.restartHost()).mark().sequence).toBe(4);
});
