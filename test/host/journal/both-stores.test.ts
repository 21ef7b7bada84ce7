import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Dexie } from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { databaseName, type Head, type Row } from '../../../sync/outbox/db.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import { kiosk, openedOutbox, type Kiosk } from '../../sync/support/kiosk.ts';
import { draftOf } from '../../sync/support/people.ts';
import { sendOnce, waiting } from '../../sync/support/settling.ts';

const accepted = 5;

/** A kiosk with five records, of which the hub has the first, and a second copy that is level. */
async function threeStores() {
  const machine = await kiosk();
  const stick = path.join(path.dirname(machine.journalFolder), 'stick');
  await mkdir(stick);
  await machine.restartHost({ copy: { folder: stick } });
  const outbox = await openedOutbox(machine);
  await acceptSome(outbox, 1);
  await sendOnce(machine, outbox);
  await acceptSome(outbox, accepted - 1);
  await vi.waitFor(async () => expect(await copied(stick)).toBe(await textIn(machine.journalFolder)), 3_000);
  // The stores are cut while nobody runs.
  const journal = await machine.restartHost();
  await journal.close();
  return { machine, stick };
}

async function acceptSome(outbox: Outbox, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1)
    expect(await outbox.accept(draftOf(randomUUID()))).toMatchObject({ ok: true });
}

async function textIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).toSorted();
  return (await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))).join('');
}

async function copied(stick: string): Promise<string> {
  const [name] = await readdir(path.join(stick, 'K01-1'));
  return textIn(path.join(stick, 'K01-1', name!));
}

/** As a halved write-ahead log leaves it: the last rows and the head's last steps are gone, and nothing says so. */
async function truncateDatabase(machine: Kiosk, upTo: number): Promise<void> {
  const db = new Dexie(databaseName('K01', 1), { indexedDB: machine.database, IDBKeyRange });
  await db.open();
  const row = (await db.table('outbox').get(upTo)) as Row;
  const head = (await db.table('head').get('head')) as Head;
  await db.table('outbox').where('sequence').above(upTo).delete();
  const shorter: Head = { ...head, sequence: upTo, hash: row.envelope.hash, count: upTo - 1 };
  await db.table('head').put(shorter);
  db.close();
}

/** Cuts the journal in the middle of the line of that record. */
async function truncateJournal(machine: Kiosk, sequence: number): Promise<void> {
  const [name] = await readdir(machine.journalFolder);
  const file = path.join(machine.journalFolder, name!);
  const text = await readFile(file, 'utf8');
  await truncate(file, Buffer.byteLength(text.slice(0, text.indexOf(`"sequence":${sequence},`))));
}

async function wipeJournal({ journalFolder }: Kiosk): Promise<void> {
  await rm(journalFolder, { recursive: true });
}

/** What the machine is like afterwards: whole, in one chain, and at the hub exactly once. */
async function expectWhole(machine: Kiosk, upTo: number): Promise<void> {
  const outbox = await openedOutbox(machine);
  const rows = (await waiting(outbox)).map(({ sequence }) => sequence);
  expect(rows).toEqual(Array.from({ length: upTo - 1 }, (_, at) => at + 2));
  const journal = await machine.restartHost();
  expect(journal.mark()).toMatchObject({ sequence: upTo, missing: [], receiptedSequence: 1 });
  expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: upTo + 1 } });
  expect(await sendOnce(machine, outbox)).toMatchObject({ ok: true });
  expect([...machine.hub.held.keys()].toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: upTo + 1 }, (_, at) => at + 1),
  );
  expect(outbox.pending).toBe(0);
}

async function codes(machine: Kiosk): Promise<readonly string[]> {
  return (await machine.restartHost()).incidents().map(({ code }) => code);
}

describe('with a second copy, nothing is lost when', () => {
  it.each<[string, (machine: Kiosk) => Promise<void>, readonly string[]]>([
    ['the database was wiped', async (machine) => machine.wipeDatabase(), ['database-empty']],
    ['the journal was wiped', wipeJournal, ['journal-restored']],
    [
      'both were wiped at once',
      async (machine) => {
        machine.wipeDatabase();
        await wipeJournal(machine);
      },
      ['journal-restored', 'database-empty'],
    ],
    [
      'both were cut at once',
      async (machine) => {
        await truncateDatabase(machine, 3);
        await truncateJournal(machine, 4);
      },
      ['journal-restored', 'database-shorter'],
    ],
    [
      'the database was wiped and the journal was cut',
      async (machine) => {
        machine.wipeDatabase();
        await truncateJournal(machine, 2);
      },
      ['journal-restored', 'database-empty'],
    ],
    [
      'the journal was wiped and the database was cut',
      async (machine) => {
        await wipeJournal(machine);
        await truncateDatabase(machine, 2);
      },
      ['journal-restored', 'database-shorter'],
    ],
    [
      'a line in the middle of the journal was overwritten and the database was wiped',
      async (machine) => {
        machine.wipeDatabase();
        const [name] = await readdir(machine.journalFolder);
        const file = path.join(machine.journalFolder, name!);
        await writeFile(file, (await readFile(file, 'utf8')).replace('"sequence":3,', '"sequence":8,'));
      },
      ['journal-damaged', 'journal-restored', 'database-empty'],
    ],
  ])('%s', async (_name, harm, told) => {
    const { machine, stick } = await threeStores();
    await harm(machine);
    await machine.restartHost({ copy: { folder: stick } });
    await expectWhole(machine, accepted);
    expect(await codes(machine)).toEqual(told);
  });
});

describe('without a copy, what one of the two still has is united when', () => {
  it.each<[string, (machine: Kiosk) => Promise<void>, number, readonly string[]]>([
    ['the journal was wiped', wipeJournal, accepted, ['journal-shorter']],
    [
      'the journal was cut further than the database',
      async (machine) => {
        await truncateDatabase(machine, 4);
        await truncateJournal(machine, 3);
      },
      4,
      ['journal-shorter'],
    ],
    [
      'the database was cut further than the journal',
      async (machine) => {
        await truncateDatabase(machine, 2);
        await truncateJournal(machine, 5);
      },
      4,
      ['database-shorter'],
    ],
  ])('%s', async (_name, harm, left, told) => {
    const { machine } = await threeStores();
    await harm(machine);
    await machine.restartHost();
    await expectWhole(machine, left);
    expect(await codes(machine)).toEqual(told);
  });
});
