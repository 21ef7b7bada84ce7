import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { IDBDatabase } from 'fake-indexeddb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { open } from '../../../sync/sealing/open.ts';
import { kiosk, openedOutbox } from '../support/kiosk.ts';
import { canary, draftOf } from '../support/people.ts';
import { receiptOf, waiting } from '../support/settling.ts';

describe('accepting a record', () => {
  it('answers with the numbers of the slip after both stores hold it', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const accepted = await outbox.accept(draftOf());
    expect(accepted).toMatchObject({ ok: true, value: { slipNumber: 'K01-1-000001', sequence: 1 } });
    const rows = await waiting(outbox);
    expect(rows.map(({ envelope }) => envelope.hash)).toEqual([accepted.ok && accepted.value.hash]);
    const journal = await machine.restartHost();
    expect(journal.mark()).toMatchObject({ sequence: 1, headHash: accepted.ok && accepted.value.hash });
  });

  it('asks the machine twice and no more: to sign and to append', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    machine.calls.length = 0;
    await outbox.accept(draftOf());
    expect(machine.calls).toEqual(['journal.append']);
  });

  it('seals to the hub what the customer said', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const draft = draftOf();
    await outbox.accept(draft);
    const [row] = await waiting(outbox);
    const opened = await open(row!.envelope, machine.sealingPrivateKey);
    expect(opened).toMatchObject({ ok: true, value: draft });
  });

  it('gives twenty records at once twenty numbers without a gap, each chained to the one before', async () => {
    const outbox = await openedOutbox(await kiosk());
    const accepted = await Promise.all(Array.from({ length: 20 }, () => outbox.accept(draftOf())));
    expect(accepted.map((one) => one.ok && one.value.sequence)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
    const rows = await waiting(outbox);
    for (const [at, { envelope }] of rows.entries())
      expect(envelope.header.previousHash).toBe(rows[at - 1]?.envelope.hash ?? 'A'.repeat(43));
    expect(outbox.pending).toBe(20);
  });

  it('gives the same answer to the same transaction however often it is asked', async () => {
    const outbox = await openedOutbox(await kiosk());
    const draft = draftOf();
    const answers = await Promise.all([outbox.accept(draft), outbox.accept(draft), outbox.accept(draft)]);
    answers.push(await outbox.accept(draft));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(outbox.pending).toBe(1);
  });

  it('gives the same answer to a transaction that has long left for the hub', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const draft = draftOf();
    const first = await outbox.accept(draft);
    const [row] = await waiting(outbox);
    await outbox.settle({
      receipt: receiptOf(machine, { upToSequence: 1, headHash: row!.envelope.hash }),
      spreadSeconds: 0,
    });
    expect(outbox.pending).toBe(0);
    expect(await outbox.accept(draft)).toEqual(first);
    expect(outbox.pending).toBe(0);
  });

  it('refuses a record that is none, by the place and not by the value', async () => {
    const outbox = await openedOutbox(await kiosk());
    const wrong = { ...draftOf(), kind: canary } as never;
    expect(await outbox.accept(wrong)).toEqual({
      ok: false,
      error: { code: 'record-invalid', cause: 'kind' },
    });
  });

  it('refuses a record that is too large for a row', async () => {
    const outbox = await openedOutbox(await kiosk());
    const names = Array.from({ length: 3_000 }, () => canary);
    const draft = {
      ...draftOf(),
      answers: { place: { kind: 'place', code: '110101', names, by: 'customer' } },
    };
    expect(await outbox.accept(draft as never)).toMatchObject({ error: { code: 'record-too-large' } });
    expect(outbox.pending).toBe(0);
  });

  it('accepts nothing any more once it is closed', async () => {
    const outbox = await openedOutbox(await kiosk());
    await outbox.close();
    expect(await outbox.accept(draftOf())).toMatchObject({ error: { code: 'closed' } });
  });
});

describe('the database', () => {
  it('is written strictly, every time: the default of the browser has lost records in power cuts', async () => {
    const machine = await kiosk();
    const asked: unknown[] = [];
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    onTestFinished(() => transaction.mockRestore());
    await (await openedOutbox(machine)).accept(draftOf());
    for (const [, mode, options] of transaction.mock.calls) if (mode === 'readwrite') asked.push(options);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    for (const options of asked) expect(options).toEqual({ durability: 'strict' });
  });

  it('gives no number twice even to two windows that a browser without locks lets write at once', async () => {
    const machine = await kiosk();
    const windows = [await openedOutbox(machine), await openedOutbox(machine)];
    const drafts = Array.from({ length: 10 }, () => draftOf());
    const told = new Map<number, string>();
    let waits = drafts;
    for (let round = 0; waits.length > 0; round += 1) {
      expect(round).toBeLessThan(10);
      const answers = await Promise.all(waits.map((draft, at) => windows[at % 2]!.accept(draft)));
      for (const [at, answer] of answers.entries()) {
        if (!answer.ok) continue;
        expect(told.has(answer.value.sequence)).toBe(false);
        told.set(answer.value.sequence, waits[at]!.transactionId);
      }
      waits = waits.filter((_, at) => !answers[at]!.ok);
    }
    const rows = await waiting(await openedOutbox(machine));
    expect(rows.map(({ sequence, transactionId }) => [sequence, transactionId])).toEqual(
      [...told].toSorted(([a], [b]) => a - b),
    );
    expect((await machine.restartHost()).mark()).toMatchObject({ sequence: 10, missing: [] });
  });
});

describe('a record that reached one store only', () => {
  it('is not accepted when the journal fails, and is finished under the same number when tried again', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const draft = draftOf();
    void machine.arrange({ call: 'journal.append', does: { fail: 'disk-full' } });
    expect(await outbox.accept(draft)).toEqual({
      ok: false,
      error: { code: 'journal-failed', cause: 'disk-full' },
    });
    expect(await waiting(outbox)).toEqual([]);
    expect(await outbox.accept(draft)).toMatchObject({ ok: true, value: { sequence: 1 } });
    expect(await waiting(outbox)).toMatchObject([{ sequence: 1, recovered: false }]);
  });

  it('goes to the journal as recovered before the next customer is accepted', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    void machine.arrange({ call: 'journal.append', does: { fail: 'disk-error' } });
    await outbox.accept(draftOf());
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 2 } });
    const read = await (await machine.restartHost()).read(1, 10);
    expect(read).toMatchObject({ value: { envelopes: [{ recovered: true }, { recovered: false }] } });
  });

  it('is marked as recovered when the customer gives up and the errand is parked instead', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const draft = draftOf();
    void machine.arrange({ call: 'journal.append', does: { fail: 'disk-error' } });
    await outbox.accept(draft);
    expect(await outbox.accept({ ...draft, kind: 'parked-visit', effect: 'parked' })).toMatchObject({
      ok: true,
    });
    expect(await waiting(outbox)).toMatchObject([{ sequence: 1, recovered: true }]);
  });

  it('does not grow in number while the journal goes on failing', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    for (let at = 0; at < 3; at += 1) {
      void machine.arrange({ call: 'journal.append', does: { fail: 'disk-full' } });
      expect(await outbox.accept(draftOf())).toMatchObject({ error: { code: 'journal-failed' } });
    }
    expect(outbox.pending).toBe(1);
  });

  it('is accepted once when only the answer of the journal was lost', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const draft = draftOf();
    void machine.arrange({ call: 'journal.append', does: 'lose-answer' });
    expect(await outbox.accept(draft)).toMatchObject({ error: { cause: 'host-unreachable' } });
    expect(await outbox.accept(draft)).toMatchObject({ ok: true, value: { sequence: 1 } });
    expect((await machine.restartHost()).mark().sequence).toBe(1);
  });
});

it('leaves nothing of the person in database or journal', async () => {
  const machine = await kiosk();
  const outbox = await openedOutbox(machine);
  await outbox.accept(draftOf());
  const atRest = [JSON.stringify(await waiting(outbox))];
  for (const name of await readdir(machine.journalFolder))
    atRest.push(await readFile(path.join(machine.journalFolder, name), 'utf8'));
  expect(atRest.join()).toContain('K01');
  expect(atRest.join()).not.toContain(canary);
  expect(atRest.join()).not.toContain(draftOf().person.number);
});
