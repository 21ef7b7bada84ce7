import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chunkSchema } from '../../../core/records/envelope.ts';
import { largestPiece, openChunk, sealChunk } from '../../../sync/sealing/chunk.ts';
import { open } from '../../../sync/sealing/open.ts';
import { databaseName, OutboxDb } from '../../../sync/outbox/db.ts';
import { IDBKeyRange } from 'fake-indexeddb';
import * as v from 'valibot';
import { kiosk, openedOutbox, type Kiosk, type Mishap } from '../support/kiosk.ts';
import { sealingKeyPair } from '../support/keys.ts';
import { canary, draftOf } from '../support/people.ts';
import { sendOnce, waiting } from '../support/settling.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';

const photograph = (bytes: number) => ({
  mediaType: 'image/jpeg',
  bytes: new Uint8Array(Buffer.alloc(bytes, canary)),
});

/** What the hub can read of the attachments of its first record. */
async function atHub(machine: Kiosk): Promise<Buffer> {
  const { header } = machine.hub.held.get(1)!;
  const pieces = header.chunkHashes.map(async (hash) => {
    const opened = await openChunk(machine.hub.chunks.get(hash)!, 'K01', machine.sealingPrivateKey);
    if (!opened.ok) throw new Error(opened.error);
    return opened.value;
  });
  return Buffer.concat(await Promise.all(pieces));
}

async function drain(machine: Kiosk, outbox: Outbox): Promise<void> {
  for (let round = 0; outbox.pending > 0; round += 1) {
    expect(round).toBeLessThan(10);
    expect(await sendOnce(machine, outbox)).toMatchObject({ ok: true });
  }
}

/** Looks at the pieces behind the outbox's back. */
async function tamper(machine: Kiosk, change: (db: OutboxDb) => Promise<unknown>): Promise<void> {
  const db = new OutboxDb(databaseName('K01', 1), { indexedDB: machine.database, IDBKeyRange });
  await change(db);
  db.close();
}

describe('a sealed piece', () => {
  it('is opened by the hub at its own place only', async () => {
    const keys = await sealingKeyPair();
    const place = { kioskId: 'K01', transactionId: draftOf().transactionId, index: 3 };
    const chunk = await sealChunk(photograph(largestPiece).bytes, place, { id: 'seal-1', ...keys });
    expect(v.safeParse(chunkSchema, chunk).success).toBe(true);
    expect(await openChunk(chunk, 'K01', keys.privateKey)).toMatchObject({ ok: true });
    const notOpenable = { ok: false, error: 'not-openable' };
    expect(await openChunk(chunk, 'K02', keys.privateKey)).toEqual(notOpenable);
    expect(await openChunk({ ...chunk, index: 4 }, 'K01', keys.privateKey)).toEqual(notOpenable);
    const other = { ...chunk, transactionId: draftOf().transactionId };
    expect(await openChunk(other, 'K01', keys.privateKey)).toEqual(notOpenable);
  });
});

describe('a record with attachments', () => {
  it('reaches the hub with every byte, and names in its sealed part what belongs where', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const attachments = [photograph(40_000), photograph(10)];
    expect(await outbox.accept(draftOf(), { attachments })).toMatchObject({ ok: true });
    await drain(machine, outbox);
    expect(await atHub(machine)).toEqual(Buffer.concat(attachments.map(({ bytes }) => bytes)));
    const opened = await open(machine.hub.held.get(1)!, machine.sealingPrivateKey);
    expect(opened).toMatchObject({
      value: {
        attachments: [
          { mediaType: 'image/jpeg', bytes: 40_000, from: 0, to: 3 },
          { bytes: 10, from: 3, to: 4 },
        ],
      },
    });
  });

  it('has its pieces in the journal before its envelope', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    machine.calls.length = 0;
    await outbox.accept(draftOf(), { attachments: [photograph(20_000)] });
    expect(machine.calls).toEqual(['journal.chunk', 'journal.chunk', 'journal.append']);
  });

  it('that is larger than a request goes in several, its envelope with the last of its pieces', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    await outbox.accept(draftOf(), { attachments: [photograph(500_000)] });
    await outbox.accept(draftOf());
    const uploader = machine.uploaderOf(outbox);
    await machine.clock.advance(1_000);
    await expect.poll(() => outbox.pending).toBe(0);
    await uploader.stop();
    const shapes = machine.hub.uploads.map(({ chunks, records }) => [chunks.length, records.length]);
    expect(shapes).toEqual([
      [15, 0],
      [15, 0],
      [2, 2],
    ]);
    expect((await atHub(machine)).length).toBe(500_000);
  });

  it('leaves nothing behind when it has left', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    await outbox.accept(draftOf(), { attachments: [photograph(20_000)] });
    await drain(machine, outbox);
    await tamper(machine, async (db) => expect(await db.chunks.count()).toBe(0));
  });

  it('is refused when it has more pieces than an envelope can name', async () => {
    const outbox = await openedOutbox(await kiosk());
    const attachments = [photograph(400 * largestPiece + 1)];
    expect(await outbox.accept(draftOf(), { attachments })).toEqual({
      ok: false,
      error: { code: 'record-too-large', cause: '401 pieces' },
    });
  });

  it('shows nothing of the picture at rest', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    await outbox.accept(draftOf(), { attachments: [photograph(20_000)] });
    const [row] = await waiting(outbox);
    const chunks = await outbox.chunks(row!, 0, 10);
    expect(chunks).toHaveLength(2);
    for (const { ciphertext } of chunks)
      expect(Buffer.from(ciphertext, 'base64url').includes(Buffer.from(canary))).toBe(false);
  });
});

describe('pieces that were lost or damaged', () => {
  it('come back from the journal with their record when the database was wiped', async () => {
    const machine = await kiosk();
    await (await openedOutbox(machine)).accept(draftOf(), { attachments: [photograph(200_000)] });
    machine.wipeDatabase();
    const outbox = await openedOutbox(machine);
    await drain(machine, outbox);
    expect((await atHub(machine)).length).toBe(200_000);
  });

  it('alone come back from the journal, and what does not parse is kept aside', async () => {
    const machine = await kiosk();
    await (await openedOutbox(machine)).accept(draftOf(), { attachments: [photograph(60_000)] });
    await tamper(machine, async (db) => {
      await db.chunks.delete([1, 0]);
      await db.chunks.update([1, 2], { chunk: 'scratched' as never });
    });
    const outbox = await openedOutbox(machine);
    await tamper(machine, async (db) =>
      expect(await db.quarantine.toArray()).toMatchObject([
        { sequence: 1, reason: 'chunk-unreadable', content: { index: 2 } },
      ]),
    );
    await drain(machine, outbox);
    expect((await atHub(machine)).length).toBe(60_000);
  });

  it('come back to a journal whose line of them went bad', async () => {
    const machine = await kiosk();
    await (await openedOutbox(machine)).accept(draftOf(), { attachments: [photograph(60_000)] });
    const [name] = await readdir(machine.journalFolder);
    const file = path.join(machine.journalFolder, name!);
    const lines = (await readFile(file, 'utf8')).split('\n');
    lines[2] = lines[2]!.replace('"chunk"', '"chunl"');
    await writeFile(file, lines.join('\n'));
    expect((await machine.restartHost()).mark()).toMatchObject({ sequence: 1, missing: [1] });
    await openedOutbox(machine);
    expect((await machine.restartHost()).mark()).toMatchObject({ sequence: 1, missing: [] });
    machine.wipeDatabase();
    await drain(machine, await openedOutbox(machine));
    expect((await atHub(machine)).length).toBe(60_000);
  });

  it('are sent again when the hub asks for them, and until then no receipt drops them', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    await outbox.accept(draftOf(), { attachments: [photograph(20_000)] });
    machine.hub.weather = { kind: 'forget-chunks' };
    const uploader = machine.uploaderOf(outbox);
    await machine.clock.advance(1_000);
    await expect.poll(() => outbox.pending).toBe(0);
    await uploader.stop();
    expect(machine.hub.uploads.map(({ chunks }) => chunks.length)).toEqual([2, 2]);
    expect((await atHub(machine)).length).toBe(20_000);
  });
});

describe('a power cut while a record with attachments is accepted', () => {
  it.each<Mishap>([
    { call: 'journal.chunk', does: 'die-before' },
    { call: 'journal.chunk', does: 'die-after' },
    { call: 'journal.append', does: 'die-before' },
    { call: 'journal.append', does: 'die-after' },
  ])('at $call ($does) leaves it whole or not at all', async (mishap) => {
    const machine = await kiosk();
    const before = await openedOutbox(machine);
    const struck = machine.arrange(mishap);
    void before.accept(draftOf(), { attachments: [photograph(40_000)] });
    await struck;
    await machine.restartHost();
    const outbox = await openedOutbox(machine);
    await drain(machine, outbox);
    expect(machine.hub.held.size).toBe(1);
    expect((await atHub(machine)).length).toBe(40_000);
  });

  it.each<Mishap>([
    { call: 'journal.chunks', does: 'die-before' },
    { call: 'journal.chunks', does: 'die-after' },
  ])('and again while it is restored, at $call ($does), is made good at the next start', async (mishap) => {
    const machine = await kiosk();
    await (await openedOutbox(machine)).accept(draftOf(), { attachments: [photograph(40_000)] });
    machine.wipeDatabase();
    const struck = machine.arrange(mishap);
    void machine.open();
    await struck;
    await machine.restartHost();
    const outbox = await openedOutbox(machine);
    await drain(machine, outbox);
    expect((await atHub(machine)).length).toBe(40_000);
  });
});
