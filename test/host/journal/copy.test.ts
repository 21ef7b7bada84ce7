import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { JournalDisk } from '../../../host/journal/journal-disk.ts';
import type { Journal } from '../../../host/journal/journal.ts';
import { framed, noChain } from '../../../host/journal/line.ts';
import { realDisk } from '../../../host/journal/real-disk.ts';
import { ok } from '../../../core/lib/result.ts';
import { chainOf, chunkOf, envelopeBehind, receiptFor } from './envelopes.ts';
import { appendAll, dayMs, journalRig } from './rig.ts';

async function withCopy() {
  const machine = await journalRig();
  const stick = `${machine.folder}-stick`;
  await mkdir(stick);
  const enrolment = path.join(stick, 'K01-1');
  async function copied(): Promise<string> {
    const name = (await readdir(enrolment)).find((found) => /^journal-[0-9a-f]{8}$/.test(found));
    return path.join(enrolment, name!);
  }
  async function isLevel(): Promise<void> {
    await vi.waitFor(async () => {
      const [ours, theirs] = await Promise.all([machine.folder, await copied()].map(contentOf));
      expect(theirs).toEqual(ours);
    }, 3_000);
  }
  return {
    ...machine,
    stick,
    enrolment,
    copied,
    isLevel,
    openWithCopy: (disk: JournalDisk = realDisk) => machine.open({ copy: { folder: stick, disk } }),
  };
}

async function contentOf(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')])),
  );
}

/** A copy whose lines read, whoever wrote them. */
async function writeCopy(folder: string, records: readonly object[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lines = records.map((record) =>
    framed({ chain: noChain, json: Buffer.from(JSON.stringify(record)) }),
  );
  await writeFile(path.join(folder, '000001-2026-11-02.jsonl'), Buffer.concat(lines));
}

function codes(journal: Journal): string[] {
  return journal.incidents().map(({ code }) => code);
}

describe('the second copy', () => {
  it('is the journal, byte for byte, also after a new day, a restart and a removal by age', async () => {
    const { openWithCopy, isLevel, clock } = await withCopy();
    const chain = chainOf(3);
    let journal = await openWithCopy();
    /** The bytes are there before they are synced: only a journal that is closed has no copy under way. */
    async function afterDays(days: number): Promise<void> {
      await isLevel();
      await journal.close();
      await clock.advance(days * dayMs);
      journal = await openWithCopy();
    }
    await appendAll(journal, chain.slice(0, 1));
    await journal.printLedger.ended(chain[0]!.header.transactionId, 1, { outcome: 'printed' });
    await afterDays(1);
    await appendAll(journal, chain.slice(1));
    await journal.receipt(receiptFor(1, chain[0]!.hash));
    await afterDays(31);
    expect(await journal.tidy()).toEqual(ok(1));
    await isLevel();
    expect(journal.incidents()).toEqual([]);
  });

  it('never delays a record, is told once while it is away, catches up, and that it is back is told', async () => {
    const { openWithCopy, isLevel, clock, stick } = await withCopy();
    const chain = chainOf(4);
    const journal = await openWithCopy();
    await appendAll(journal, chain.slice(0, 1));
    await isLevel();
    await rename(stick, `${stick}-unplugged`);
    await appendAll(journal, chain.slice(1, 3));
    await vi.waitFor(() => expect(codes(journal)).toEqual(['copy-behind']));
    await clock.advance(120_000);
    await appendAll(journal, chain.slice(3));
    expect(codes(journal)).toEqual(['copy-behind']);
    await expect(stat(stick)).rejects.toThrow('ENOENT');
    await rename(`${stick}-unplugged`, stick);
    await clock.advance(10_000);
    await vi.waitFor(() => expect(journal.incidents()).toHaveLength(2));
    expect(journal.incidents()[1]).toMatchObject({ detail: 'resolved: the copy is level again' });
    await isLevel();
  });

  it('that hangs is told after a minute, and the journal goes on', async () => {
    const { openWithCopy, clock } = await withCopy();
    const hanging: JournalDisk = { ...realDisk, makeFolder: () => new Promise(() => {}) };
    const journal = await openWithCopy(hanging);
    await appendAll(journal, chainOf(2));
    await clock.advance(59_000);
    expect(codes(journal)).toEqual([]);
    await clock.advance(2_000);
    await vi.waitFor(() => expect(codes(journal)).toEqual(['copy-behind']));
    const closed = journal.close();
    await clock.advance(2_000);
    await closed;
  });

  it('is not written over when it went another way: it is set aside, and looked through at the next start', async () => {
    const { openWithCopy, open, isLevel, file, enrolment } = await withCopy();
    const chain = chainOf(4);
    const journal = await openWithCopy();
    await appendAll(journal, chain.slice(0, 2));
    const { size } = await stat(file());
    await appendAll(journal, chain.slice(2, 3));
    await isLevel();
    await journal.close();
    await truncate(file(), size);
    // Started without its stick, it has gone another way by the time the stick is back.
    await appendAll(await open(), [chain[2]!]);
    const again = await openWithCopy();
    await appendAll(again, [chain[3]!]);
    await isLevel();
    expect((await readdir(enrolment)).toSorted()).toMatchObject([
      expect.stringMatching(/^journal-[0-9a-f]{8}$/),
      expect.stringMatching(/^journal-[0-9a-f]{8}-\d{17}$/),
    ]);
    await openWithCopy();
    expect((await readdir(enrolment)).filter((name) => name.startsWith('restored-'))).toHaveLength(1);
  });
});

describe('a journal that is gone, shorter or damaged', () => {
  async function copiedJournal() {
    const machine = await withCopy();
    const chain = chainOf(5);
    const journal = await machine.openWithCopy();
    const transactionId = chain[4]!.header.transactionId;
    await journal.incident('row-unreadable', 'before');
    await appendAll(journal, chain.slice(0, 4));
    await journal.receipt(receiptFor(2, chain[1]!.hash));
    await journal.chunk(chunkOf(transactionId, 0));
    await appendAll(journal, chain.slice(4));
    await journal.printLedger.begun(transactionId, 1);
    await machine.isLevel();
    await journal.close();
    return { ...machine, chain, transactionId };
  }

  it('has everything back from the copy when it was wiped, and tells how many', async () => {
    const { openWithCopy, folder, chain, transactionId, isLevel, enrolment } = await copiedJournal();
    await rm(folder, { recursive: true });
    const journal = await openWithCopy();
    expect(journal.mark()).toMatchObject({ sequence: 5, receiptedSequence: 2, missing: [] });
    expect(journal.printLedger.outcomeOf(transactionId, 1)).toBe('begun');
    expect(await journal.chunks(transactionId, 0)).toMatchObject({ value: { chunks: { length: 1 } } });
    expect(await journal.read(3, 9)).toMatchObject({
      value: { envelopes: [{ envelope: chain[2] }, {}, {}] },
    });
    expect(journal.incidents()).toMatchObject([
      { code: 'row-unreadable', detail: 'before' },
      {
        code: 'journal-restored',
        detail: 'envelopes 3, chunks 1, prints 1, incidents 1, receipts 1, refused 0, unwritten 0',
      },
    ]);
    await isLevel();
    expect(await readdir(enrolment)).toContainEqual(expect.stringMatching(/^restored-/));
    expect(codes(await openWithCopy())).toHaveLength(2);
  });

  it('lets its copy stand while the disk does not take what is brought back', async () => {
    const { openWithCopy, open, stick, folder, enrolment } = await copiedJournal();
    await rm(folder, { recursive: true });
    const full: JournalDisk = {
      ...realDisk,
      async open(file) {
        const opened = await realDisk.open(file);
        return { ...opened, append: () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })) };
      },
    };
    const journal = await open({ disk: full, copy: { folder: stick, disk: realDisk } });
    expect(journal.mark()).toMatchObject({ sequence: 0 });
    expect(await readdir(enrolment)).not.toContainEqual(expect.stringMatching(/^restored-/));
    const again = await openWithCopy();
    expect(again.mark()).toMatchObject({ sequence: 5, receiptedSequence: 2, missing: [] });
  });

  it('has back what was cut from its end', async () => {
    const { openWithCopy, file } = await copiedJournal();
    const lines = (await readFile(file(), 'utf8')).split('\n');
    await writeFile(file(), `${lines.slice(0, 4).join('\n')}\n`);
    const journal = await openWithCopy();
    expect(journal.mark()).toMatchObject({ sequence: 5, receiptedSequence: 2 });
    expect(codes(journal)).toEqual(['row-unreadable', 'journal-restored']);
  });

  it('has back what is damaged in its middle', async () => {
    const { openWithCopy, file, chain } = await copiedJournal();
    const text = await readFile(file(), 'utf8');
    await writeFile(file(), text.replace(chain[2]!.hash, chain[1]!.hash));
    const journal = await openWithCopy();
    expect(journal.mark()).toMatchObject({ sequence: 5, missing: [] });
    expect(codes(journal)).toEqual(['row-unreadable', 'journal-damaged', 'journal-restored']);
  });

  it('takes nothing from a copy that is not genuine, of another kiosk, or of another enrolment', async () => {
    const { openWithCopy, open, folder, copied } = await copiedJournal();
    const [segment] = await readdir(folder);
    const copy = path.join(await copied(), segment!);
    await rm(folder, { recursive: true });
    const text = await readFile(copy, 'utf8');
    await writeFile(
      copy,
      text.replaceAll('"signature":"', '"signature":"A').replaceAll('ciphertext', 'cipherText'),
    );
    expect((await openWithCopy()).mark()).toMatchObject({ sequence: 0, receiptedSequence: 0 });
    expect(
      (await open({ kioskId: 'K02', copy: { folder: path.dirname(path.dirname(copy)) } })).mark(),
    ).toMatchObject({ sequence: 0 });
  });

  it('is not misled by lines that a stranger has signed: they hide no genuine one', async () => {
    const { openWithCopy, enrolment } = await withCopy();
    const [first] = chainOf(1);
    const forged = { ...envelopeBehind(null), signature: 'A'.repeat(86) };
    const receipt = { ...receiptFor(9, first!.hash), signature: 'A'.repeat(86) };
    const at = '2026-11-02T01:00:00.000Z';
    await writeCopy(path.join(enrolment, 'journal-00000000'), [
      { kind: 'envelope', at, envelope: forged, recovered: false },
      { kind: 'receipt', at, receipt },
    ]);
    await writeCopy(path.join(enrolment, 'journal-11111111'), [
      { kind: 'envelope', at, envelope: first, recovered: false },
    ]);
    const journal = await openWithCopy();
    expect(journal.mark()).toMatchObject({ sequence: 1, headHash: first!.hash, receiptedSequence: 0 });
    expect(journal.incidents()).toMatchObject([
      { detail: 'envelopes 1, chunks 0, prints 0, incidents 0, receipts 0, refused 0, unwritten 0' },
    ]);
  });

  it('does not take back pieces of a record that the hub has', async () => {
    const { openWithCopy, folder, isLevel } = await withCopy();
    const [first] = chainOf(1);
    const { transactionId } = first!.header;
    const journal = await openWithCopy();
    await journal.chunk(chunkOf(transactionId, 0));
    await appendAll(journal, [first!]);
    await journal.receipt(receiptFor(1, first!.hash));
    await isLevel();
    await journal.close();
    await rm(folder, { recursive: true });
    const again = await openWithCopy();
    expect(again.mark()).toMatchObject({ sequence: 1, receiptedSequence: 1 });
    expect(await again.chunks(transactionId, 0)).toEqual(ok({ chunks: [] }));
  });

  it('starts without its copy, and tells that it is away', async () => {
    const { openWithCopy, stick } = await copiedJournal();
    await rm(stick, { recursive: true });
    const journal = await openWithCopy();
    expect(journal.mark()).toMatchObject({ sequence: 5 });
    expect(journal.incidents().at(-1)).toMatchObject({
      code: 'copy-behind',
      detail: 'cannot be read: ENOENT',
    });
    expect(await journal.chunks(randomUUID(), 0)).toEqual(ok({ chunks: [] }));
  });
});
