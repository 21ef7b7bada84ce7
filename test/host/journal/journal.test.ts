import assert from 'node:assert';
import { readdir, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { noHash, type Envelope } from '../../../core/records/envelope.ts';
import { openJournal } from '../../../host/journal/journal.ts';
import type { JournalDisk } from '../../../host/journal/journal-disk.ts';
import { realDisk } from '../../../host/journal/real-disk.ts';
import { checkOf } from '../../../machine/ed25519.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { chainOf, device, envelopeBehind, hub, receiptFor } from './envelopes.ts';
import { appendAll, dayMs, journalRig as rig } from './rig.ts';

describe('an empty journal', () => {
  it('stands at zero, and opening it writes nothing', async () => {
    const { folder, open } = await rig();
    expect((await open()).mark()).toMatchObject({
      epoch: 1,
      sequence: 0,
      headHash: noHash,
      receiptedSequence: 0,
    });
    expect(await readdir(folder)).toEqual([]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });
});

describe('appending', () => {
  it('is found again after a restart, to the byte', async () => {
    const { open } = await rig();
    const chain = chainOf(3);
    await appendAll(await open(), chain);
    const journal = await open();
    expect(journal.mark()).toMatchObject({ sequence: 3, headHash: chain[2]!.hash, tornTail: false });
    expect(await journal.read(1, 10)).toEqual({
      ok: true,
      value: { envelopes: chain.map((envelope) => ({ envelope, recovered: false })) },
    });
    expect(await journal.read(2, 1)).toMatchObject({ value: { envelopes: [{ envelope: chain[1] }] } });
    expect(await journal.read(4, 1)).toEqual({ ok: true, value: { envelopes: [] } });
  });

  it('of the same envelope again answers as before and writes nothing', async () => {
    const { open, file } = await rig();
    const journal = await open();
    const [envelope] = chainOf(1);
    await journal.append([envelope!], false);
    const { size } = await stat(file());
    expect(await journal.append([envelope!], true)).toEqual({ ok: true, value: { sequence: 1 } });
    expect((await stat(file())).size).toBe(size);
  });

  it('refuses another envelope at a taken place, or behind another head, as a fork', async () => {
    const { open } = await rig();
    const journal = await open();
    const [first, second] = chainOf(2);
    await appendAll(journal, [first!]);
    expect(await journal.append([envelopeBehind(null)], false)).toEqual({
      ok: false,
      error: { code: 'fork' },
    });
    const stray = envelopeBehind(first!, { previousHash: second!.hash });
    expect(await journal.append([stray], false)).toEqual({ ok: false, error: { code: 'fork' } });
  });

  it('refuses a number that the hub has signed for and that this journal knows nothing of', async () => {
    const { open } = await rig();
    const journal = await open();
    const [first, , third] = chainOf(3);
    await appendAll(journal, [first!]);
    expect(await journal.receipt(receiptFor(3, third!.hash))).toMatchObject({ ok: true });
    expect(await journal.append([envelopeBehind(first!)], false)).toEqual({
      ok: false,
      error: { code: 'fork' },
    });
    expect(await journal.append([envelopeBehind(third!)], false)).toMatchObject({ ok: true });
  });

  it('refuses to leave out a number', async () => {
    const { open } = await rig();
    const journal = await open();
    const [, second] = chainOf(2);
    expect(await journal.append([second!], true)).toEqual({ ok: false, error: { code: 'gap' } });
  });

  it('refuses what is not signed by this kiosk, altered, or of another kiosk or epoch', async () => {
    const { open } = await rig();
    const journal = await open();
    const genuine = envelopeBehind(null);
    const foreign = [
      { ...genuine, signature: 'A'.repeat(86) },
      { ...genuine, ciphertext: genuine.ciphertext.replace('Bw', 'CA') },
      { ...genuine, ciphertext: 'A' },
      envelopeBehind(null, { kioskId: 'K02' }),
      envelopeBehind(null, { epoch: 2 }),
    ];
    for (const envelope of foreign)
      expect(await journal.append([envelope], false)).toEqual({
        ok: false,
        error: { code: 'bad-signature' },
      });
    expect(journal.mark().sequence).toBe(0);
  });

  it('keeps its order when twenty come at once', async () => {
    const { open } = await rig();
    const journal = await open();
    const chain = chainOf(20);
    const answers = await Promise.all(chain.map((envelope) => journal.append([envelope], false)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await open()).mark().sequence).toBe(20);
  });

  it('of several at once is one write and one sync, and says afterwards which came last together', async () => {
    const { open } = await rig();
    const chain = chainOf(5);
    const done: string[] = [];
    const disk: JournalDisk = {
      ...realDisk,
      async open(name) {
        const file = await realDisk.open(name);
        return {
          ...file,
          append: (bytes) => (done.push('append'), file.append(bytes)),
          datasync: () => (done.push('datasync'), file.datasync()),
        };
      },
    };
    const journal = await open({ disk });
    await appendAll(journal, chain.slice(0, 2));
    done.length = 0;
    expect(await journal.append(chain.slice(1), false)).toEqual({ ok: true, value: { sequence: 5 } });
    expect(done).toEqual(['append', 'datasync']);
    expect(journal.mark()).toMatchObject({ sequence: 5, lastAppendFrom: 3 });
    expect((await open()).mark()).toMatchObject({ sequence: 5, lastAppendFrom: 3, missing: [] });
  });

  it.each([
    ['gap', (chain: Envelope[]) => [chain[0]!, chain[2]!]],
    ['gap', (chain: Envelope[]) => [chain[0]!, chain[0]!]],
    ['fork', (chain: Envelope[]) => [chain[0]!, envelopeBehind(chain[1]!, { sequence: 2 })]],
    ['bad-signature', (chain: Envelope[]) => [chain[0]!, { ...chain[1]!, signature: 'A'.repeat(86) }]],
  ] as const)('of several takes none when one of them is refused: %s', async (code, those) => {
    const { open } = await rig();
    const journal = await open();
    expect(await journal.append(those(chainOf(3)), false)).toEqual({ ok: false, error: { code } });
    expect(journal.mark().sequence).toBe(0);
  });

  it('starts a new file each day and reads them all', async () => {
    const { open, clock, folder } = await rig();
    const chain = chainOf(3);
    const journal = await open();
    for (const envelope of chain) {
      await appendAll(journal, [envelope]);
      await clock.advance(dayMs);
    }
    expect(await readdir(folder)).toEqual([
      '000001-2026-11-02.jsonl',
      '000002-2026-11-03.jsonl',
      '000003-2026-11-04.jsonl',
    ]);
    expect(await (await open()).read(1, 10)).toMatchObject({ value: { envelopes: { length: 3 } } });
  });

  it('does not mind a clock that jumps back to 1970', async () => {
    const { open, folder } = await rig();
    const chain = chainOf(2);
    await appendAll(await open(), [chain[0]!]);
    const early = await openJournal({
      folder,
      kioskId: 'K01',
      epoch: 1,
      clock: manualClock(0),
      checkDevice: checkOf(device.publicKey),
      checkHub: checkOf(hub.publicKey),
    });
    assert(early.ok);
    await appendAll(early.value, [chain[1]!]);
    await early.value.close();
    expect((await open()).mark()).toMatchObject({ sequence: 2, headHash: chain[1]!.hash });
  });
});

describe('a receipt', () => {
  it('is kept when the hub has signed it, and covers what it names after a restart', async () => {
    const { open } = await rig();
    const chain = chainOf(3);
    const journal = await open();
    await appendAll(journal, chain);
    const receipt = receiptFor(2, chain[1]!.hash);
    expect(await journal.receipt(receipt)).toEqual({ ok: true, value: {} });
    expect((await open()).mark()).toMatchObject({ sequence: 3, receiptedSequence: 2, receipt });
  });

  it('is refused with another signature, for another kiosk, epoch, or another record', async () => {
    const { open } = await rig();
    const chain = chainOf(1);
    const journal = await open();
    await appendAll(journal, chain);
    const { hash } = chain[0]!;
    const bad = [
      { ...receiptFor(1, hash), hubTimeMs: 1 },
      receiptFor(1, hash, { kioskId: 'K02' }),
      receiptFor(1, hash, { epoch: 2 }),
    ];
    for (const receipt of bad)
      expect(await journal.receipt(receipt)).toMatchObject({ ok: false, error: { code: 'bad-signature' } });
    const forked = await journal.receipt(receiptFor(1, 'B'.repeat(43)));
    expect(forked).toMatchObject({ ok: false, error: { code: 'unknown-head' } });
    expect(journal.mark().receiptedSequence).toBe(0);
  });

  it('of yesterday takes nothing back', async () => {
    const { open } = await rig();
    const chain = chainOf(2);
    const journal = await open();
    await appendAll(journal, chain);
    await journal.receipt(receiptFor(2, chain[1]!.hash));
    expect(await journal.receipt(receiptFor(1, chain[0]!.hash))).toMatchObject({ ok: true });
    expect((await open()).mark().receiptedSequence).toBe(2);
  });

  it('lets a journal that has lost its records go on behind them', async () => {
    const { open } = await rig();
    const chain = chainOf(5);
    const journal = await open();
    await journal.receipt(receiptFor(3, chain[2]!.hash));
    expect(journal.mark()).toMatchObject({ sequence: 3, headHash: chain[2]!.hash, missing: [] });
    await appendAll(journal, chain.slice(3));
    expect((await open()).mark().sequence).toBe(5);
  });
});

describe('an enrolment', () => {
  it('does not see the chain of the one before, which stays in the file', async () => {
    const { open } = await rig();
    await appendAll(await open(), chainOf(2));
    expect((await open({ epoch: 2 })).mark()).toMatchObject({ epoch: 2, sequence: 0 });
    expect((await open({ kioskId: 'K02' })).mark().sequence).toBe(0);
    expect((await open()).mark().sequence).toBe(2);
  });
});

describe('the print ledger', () => {
  it('remembers an outcome across a restart', async () => {
    const { open } = await rig();
    const { printLedger } = await open();
    await printLedger.begun('t', 1);
    await printLedger.ended('t', 1, { outcome: 'not-printed', reason: 'paper-out' });
    expect(printLedger.outcomeOf('t', 1)).toEqual({ outcome: 'not-printed', reason: 'paper-out' });
    expect((await open()).printLedger.outcomeOf('t', 1)).toEqual({
      outcome: 'not-printed',
      reason: 'paper-out',
    });
    expect((await open()).printLedger.outcomeOf('t', 2)).toBeNull();
  });

  it('remembers that a print was begun and never confirmed', async () => {
    const { open } = await rig();
    await (await open()).printLedger.begun('t', 1);
    expect((await open()).printLedger.outcomeOf('t', 1)).toBe('begun');
  });

  it('owes a slip that is certainly not on paper, and none that may be', async () => {
    const { open } = await rig();
    const journal = await open();
    const chain = chainOf(4);
    chain.push(envelopeBehind(chain[3]!, { kind: 'parked-visit' }));
    await appendAll(journal, chain);
    const [never, failed, printed, unknown] = chain.map(({ header }) => header.transactionId);
    const outcomes = [
      [failed!, { outcome: 'not-printed', reason: 'paper-out' }],
      [printed!, { outcome: 'printed' }],
    ] as const;
    for (const [transactionId, outcome] of outcomes) {
      await journal.printLedger.begun(transactionId, 1);
      await journal.printLedger.ended(transactionId, 1, outcome);
    }
    await journal.printLedger.begun(unknown!, 1);
    const owed = [
      { transactionId: never, sequence: 1, recovered: false },
      { transactionId: failed, sequence: 2, recovered: false },
    ];
    expect(journal.slipsOwed()).toEqual(owed);
    expect((await open()).slipsOwed()).toEqual(owed);
  });
});

describe('an incident', () => {
  it('is kept with its time', async () => {
    const { open } = await rig();
    await (await open()).incident('database-empty', 'journal at 3');
    expect((await open()).incidents()).toEqual([
      { at: '2026-11-02T01:00:00.000Z', code: 'database-empty', detail: 'journal at 3' },
    ]);
  });
});
