import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../core/lib/result.ts';
import type { JournalDisk } from '../../../host/journal/journal-disk.ts';
import { slipNumber } from '../../../sync/protocol/chain.ts';
import { realDisk } from '../../../host/journal/real-disk.ts';
import { chainOf, chunkOf, envelopeBehind, receiptFor } from './envelopes.ts';
import { appendAll, dayMs, journalRig } from './rig.ts';

/** A journal with a printed record a day on `days` days; today is the day after. */
async function withDays(days: number, { printed = true } = {}) {
  const machine = await journalRig();
  const journal = await machine.open();
  const chain = chainOf(days);
  for (const envelope of chain) {
    await appendAll(journal, [envelope]);
    const { transactionId } = envelope.header;
    if (printed) await journal.printLedger.ended(transactionId, 1, { outcome: 'printed' });
    await machine.clock.advance(dayMs);
  }
  return { ...machine, journal, chain, segments: () => readdir(machine.folder) };
}

/** A disk on which the power goes before the second file is removed. */
function failingRemoval(): JournalDisk {
  let removals = 0;
  return {
    ...realDisk,
    async remove(file) {
      removals += 1;
      if (removals === 2) throw Object.assign(new Error('gone'), { code: 'EIO' });
      await realDisk.remove(file);
    },
  };
}

describe('removing old segments', () => {
  it('leaves everything that the hub has not receipted, however old', async () => {
    const { journal, clock, segments } = await withDays(3);
    await clock.advance(400 * dayMs);
    expect(await journal.tidy()).toEqual(ok(0));
    expect(await segments()).toHaveLength(3);
  });

  it('removes what is receipted and old, oldest first, and goes on where it was after a restart', async () => {
    const { journal, chain, clock, segments, open } = await withDays(5);
    await journal.receipt(receiptFor(3, chain[2]!.hash));
    await clock.advance(31 * dayMs);
    expect(await journal.tidy()).toEqual(ok(3));
    expect(await segments()).toEqual([
      '000004-2026-11-05.jsonl',
      '000005-2026-11-06.jsonl',
      '000006-2026-11-07.jsonl',
      '000007-2026-12-08.jsonl',
    ]);
    for (const one of [journal, await open()]) {
      expect(one.mark()).toMatchObject({ sequence: 5, receiptedSequence: 3, missing: [], tornTail: false });
      expect(one.incidents()).toEqual([]);
      expect(await one.read(1, 10)).toMatchObject({ value: { envelopes: { length: 2 } } });
    }
  });

  it('leaves what the hub has lost again, tells staff once, and removes it when the hub has it back', async () => {
    const { journal, chain, clock, segments, open } = await withDays(5);
    await journal.receipt(receiptFor(5, chain[4]!.hash));
    await journal.receipt(receiptFor(2, chain[1]!.hash));
    await journal.receipt(receiptFor(3, chain[2]!.hash));
    await clock.advance(31 * dayMs);
    for (const one of [journal, await open()]) {
      expect(one.mark()).toMatchObject({ sequence: 5, receiptedSequence: 5 });
      expect(one.incidents()).toMatchObject([
        { code: 'hub-behind', detail: 'the hub holds up to 2, it had signed for 5' },
      ]);
    }
    const again = await open();
    expect(await again.tidy()).toEqual(ok(3));
    expect(await again.read(4, 10)).toMatchObject({ value: { envelopes: { length: 2 } } });
    const reopened = await open();
    expect(await reopened.tidy()).toEqual(ok(0));
    await reopened.receipt(receiptFor(5, chain[4]!.hash));
    expect(await reopened.tidy()).toEqual(ok(3));
    expect(await segments()).toHaveLength(1);
    expect(reopened.incidents().at(-1)).toMatchObject({ detail: expect.stringContaining('resolved: ') });
  });

  it('removes nothing while the hub holds another chain of this enrolment', async () => {
    const { journal, chain, clock } = await withDays(3);
    await journal.receipt(receiptFor(3, chain[2]!.hash));
    await journal.incident('hub-fork', `${slipNumber(chain[2]!.header)} fork`);
    expect(journal.isForked()).toBe(true);
    await clock.advance(400 * dayMs);
    expect(await journal.tidy()).toEqual(ok(0));
  });

  it('is not held up by the fork of an earlier enrolment', async () => {
    const { journal, chain, clock } = await withDays(3);
    await journal.receipt(receiptFor(3, chain[2]!.hash));
    await journal.incident('hub-fork', 'K01-0-000003 fork');
    expect(journal.isForked()).toBe(false);
    await clock.advance(31 * dayMs);
    expect(await journal.tidy()).toEqual(ok(3));
  });

  it('leaves what is younger than the profile says', async () => {
    const { journal, chain, segments, clock } = await withDays(5);
    await journal.receipt(receiptFor(5, chain[4]!.hash));
    await clock.advance(26 * dayMs);
    expect(await journal.tidy()).toEqual(ok(1));
    expect(await segments()).toHaveLength(6);
  });

  it('removes younger segments too when the journal grows beyond its room', async () => {
    const { chain, open, segments } = await withDays(5);
    const journal = await open({ retention: { days: 30, totalBytes: 2_000 } });
    await journal.receipt(receiptFor(5, chain[4]!.hash));
    expect(await journal.tidy()).toEqual(ok(5));
    expect(await segments()).toHaveLength(1);
    expect((await open()).mark()).toMatchObject({ sequence: 5, receiptedSequence: 5 });
  });

  it('leaves a segment with a slip that may still be asked for, for a quarter of a year', async () => {
    const { journal, chain, clock } = await withDays(2, { printed: false });
    await journal.receipt(receiptFor(2, chain[1]!.hash));
    await clock.advance(60 * dayMs);
    expect(await journal.tidy()).toEqual(ok(0));
    expect(journal.slipsOwed()).toHaveLength(2);
    await clock.advance(60 * dayMs);
    expect(await journal.tidy()).toEqual(ok(2));
    expect(journal.slipsOwed()).toEqual([]);
  });

  it('leaves the segment of the newest receipt', async () => {
    const { journal, chain, clock, segments } = await withDays(2);
    await journal.receipt(receiptFor(2, chain[1]!.hash));
    await clock.advance(31 * dayMs);
    await journal.incident('clock-jumped', 'a line of another day');
    await clock.advance(400 * dayMs);
    await journal.tidy();
    expect(await segments()).toEqual([
      '000003-2026-11-04.jsonl',
      '000004-2026-12-05.jsonl',
      '000005-2028-01-09.jsonl',
    ]);
  });

  it('leaves what an earlier enrolment has not delivered, and takes its receipt along when it goes', async () => {
    const { open, clock, segments, chain } = await withDays(3);
    const journal = await open({ epoch: 2 });
    const first = envelopeBehind(null, { epoch: 2 });
    await appendAll(journal, [first]);
    await journal.printLedger.ended(first.header.transactionId, 1, { outcome: 'printed' });
    await journal.receipt(receiptFor(1, first.hash, { epoch: 2 }));
    await clock.advance(400 * dayMs);
    expect(await journal.tidy()).toEqual(ok(0));
    const former = await open();
    await former.receipt(receiptFor(2, chain[1]!.hash));
    const again = await open({ epoch: 2 });
    expect(await again.tidy()).toEqual(ok(2));
    expect((await segments())[0]).toBe('000003-2026-11-04.jsonl');
    expect((await open()).mark()).toMatchObject({ sequence: 3, receiptedSequence: 2, missing: [] });
  });

  it('carries forward the receipt of an earlier enrolment, so that its later segments may go as well', async () => {
    const { open, clock, folder } = await journalRig();
    const [late] = chainOf(1);
    const former = await open();
    await former.receipt(receiptFor(1, late!.hash));
    await clock.advance(20 * dayMs);
    // Filled in behind its receipt, as after damage.
    await appendAll(former, [late!]);
    await clock.advance(15 * dayMs);
    const journal = await open({ epoch: 2 });
    expect(await journal.tidy()).toEqual(ok(1));
    await clock.advance(60 * dayMs);
    // The segment of that late line: without the receipt it would stay for ever.
    expect(await (await open({ epoch: 2 })).tidy()).toEqual(ok(1));
    expect(await readdir(folder)).not.toContain('000002-2026-11-22.jsonl');
  });

  it('leaves a piece whose record may still come, however little room there is', async () => {
    const { open, clock, folder } = await journalRig();
    const journal = await open({ retention: { days: 30, totalBytes: 1 } });
    await journal.chunk(chunkOf(randomUUID(), 0));
    await clock.advance(dayMs);
    await journal.incident('clock-jumped', 'a line of another day');
    expect(await journal.tidy()).toEqual(ok(0));
    await clock.advance(31 * dayMs);
    await journal.tidy();
    expect(await readdir(folder)).not.toContain('000001-2026-11-02.jsonl');
  });

  it('carries forward open incidents and prints of records that stay, and no others', async () => {
    const { open, clock } = await journalRig();
    const journal = await open();
    const late = envelopeBehind(null, { transactionId: randomUUID() });
    const next = envelopeBehind(late);
    await journal.printLedger.begun(late.header.transactionId, 1);
    await journal.printLedger.ended(randomUUID(), 1, { outcome: 'printed' });
    await journal.incident('copy-behind', 'over by now');
    await journal.resolved('copy-behind', 'written again');
    await journal.incident('row-unreadable', 'nobody has looked yet');
    await clock.advance(dayMs);
    await appendAll(journal, [late, next]);
    await clock.advance(31 * dayMs);
    expect(await journal.tidy()).toEqual(ok(1));
    for (const one of [journal, await open()]) {
      expect(one.printLedger.outcomeOf(late.header.transactionId, 1)).toBe('begun');
      expect(one.incidents()).toMatchObject([{ code: 'row-unreadable' }]);
    }
  });

  it('is taken up again when the power went before the files had gone', async () => {
    const { journal, chain, clock, open, folder } = await withDays(3);
    await journal.receipt(receiptFor(3, chain[2]!.hash));
    await clock.advance(31 * dayMs);
    const disk = failingRemoval();
    const cut = await open({ disk });
    expect(await cut.tidy()).toMatchObject({ ok: false });
    const again = await open();
    expect(again.incidents()).toEqual([]);
    expect(await again.tidy()).toMatchObject({ ok: true });
    expect((await open()).incidents()).toEqual([]);
    expect(await readdir(folder)).toHaveLength(2);
  });
});

describe('a piece of an attachment', () => {
  it('is found again after a restart and written once', async () => {
    const { open } = await journalRig();
    const journal = await open();
    const transactionId = randomUUID();
    const chunks = [0, 1, 2].map((index) => chunkOf(transactionId, index));
    for (const chunk of [chunks[1]!, chunks[0]!, chunks[2]!, chunks[1]!])
      expect(await journal.chunk(chunk)).toEqual(ok({}));
    const again = await open();
    expect(await again.chunks(transactionId, 0)).toEqual(ok({ chunks }));
    expect(await again.chunks(transactionId, 2)).toEqual(ok({ chunks: [chunks[2]] }));
    expect(await again.chunks(randomUUID(), 0)).toEqual(ok({ chunks: [] }));
  });

  it('is refused with another hash', async () => {
    const { open } = await journalRig();
    const chunk = chunkOf(randomUUID(), 0);
    const journal = await open();
    expect(await journal.chunk({ ...chunk, index: 1 })).toMatchObject({ error: { code: 'bad-hash' } });
    expect(await journal.chunk({ ...chunk, ciphertext: 'A' })).toMatchObject({ error: { code: 'bad-hash' } });
  });

  it('is given out at most ten at a time', async () => {
    const { open } = await journalRig();
    const journal = await open();
    const transactionId = randomUUID();
    for (let index = 0; index < 12; index += 1) await journal.chunk(chunkOf(transactionId, index));
    expect(await journal.chunks(transactionId, 0)).toMatchObject({ value: { chunks: { length: 10 } } });
    expect(await journal.chunks(transactionId, 10)).toMatchObject({ value: { chunks: { length: 2 } } });
  });

  it('stays as long as its record waits for a receipt, and goes with it', async () => {
    const { open, clock, folder } = await journalRig();
    const journal = await open();
    const [first, second] = chainOf(2);
    await appendAll(journal, [first!]);
    await journal.printLedger.ended(first!.header.transactionId, 1, { outcome: 'printed' });
    await journal.chunk(chunkOf(second!.header.transactionId, 0));
    await clock.advance(dayMs);
    await appendAll(journal, [second!]);
    await journal.printLedger.ended(second!.header.transactionId, 1, { outcome: 'printed' });
    await journal.receipt(receiptFor(1, first!.hash));
    await clock.advance(40 * dayMs);
    expect(await journal.tidy()).toEqual(ok(0));
    await journal.receipt(receiptFor(2, second!.hash));
    expect(await journal.tidy()).toEqual(ok(2));
    expect(await journal.chunks(second!.header.transactionId, 0)).toEqual(ok({ chunks: [] }));
    expect(await readdir(folder)).toHaveLength(1);
  });
});
