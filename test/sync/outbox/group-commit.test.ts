import { IDBDatabase } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CallName } from '../../../core/contract/calls.ts';
import { noHash } from '../../../core/records/envelope.ts';
import { fullDatabase } from '../support/full-database.ts';
import { kiosk, openedOutbox, type Mishap } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { receiptOf, waiting } from '../support/settling.ts';

/** Writing transactions from now on, by the durability that was asked for. */
function durabilities(): () => string[] {
  const spy = vi.spyOn(IDBDatabase.prototype, 'transaction');
  onTestFinished(() => spy.mockRestore());
  return () =>
    spy.mock.calls
      .filter(([, mode]) => mode === 'readwrite')
      .map(([, , options]) => (options as IDBTransactionOptions | undefined)?.durability ?? 'default');
}

const drafts = (count: number) => Array.from({ length: count }, () => draftOf());

describe('callers who wait together', () => {
  it('share one strict transaction, whatever their number', async () => {
    const outbox = await openedOutbox(await kiosk());
    const written = durabilities();
    const accepted = await Promise.all(drafts(20).map((draft) => outbox.accept(draft)));
    expect(written()).toEqual(['strict']);
    expect(accepted.map((one) => one.ok && one.value.sequence)).toEqual(drafts(20).map((_, at) => at + 1));
    const rows = await waiting(outbox);
    for (const [at, { envelope }] of rows.entries())
      expect(envelope.header.previousHash).toBe(rows[at - 1]?.envelope.hash ?? noHash);
  });

  it('share it also when they come while another is being written', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const written = durabilities();
    const first = outbox.accept(draftOf());
    await vi.waitFor(() => expect(machine.calls).toContain('journal.append'));
    const behind = drafts(5).map((draft) => outbox.accept(draft));
    await Promise.all([first, ...behind]);
    expect(written()).toEqual(['strict', 'strict']);
  });

  it('each hear their own outcome when one of them is no record', async () => {
    const outbox = await openedOutbox(await kiosk());
    const answers = await Promise.all([
      outbox.accept(draftOf()),
      outbox.accept({ ...draftOf(), kind: 'nonsense' } as never),
      outbox.accept(draftOf()),
    ]);
    expect(answers).toMatchObject([
      { ok: true, value: { sequence: 1 } },
      { ok: false, error: { code: 'record-invalid' } },
      { ok: true, value: { sequence: 2 } },
    ]);
  });

  it('of whom the journal does not take the first, are none of them told that they were accepted', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    void machine.arrange({ call: 'journal.append', does: { fail: 'disk-full' } });
    const answers = await Promise.all(drafts(3).map((draft) => outbox.accept(draft)));
    for (const answer of answers) expect(answer).toMatchObject({ error: { code: 'journal-failed' } });
    expect(await waiting(outbox)).toEqual([]);
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 4 } });
    expect((await waiting(outbox)).map(({ recovered }) => recovered)).toEqual([true, true, true, false]);
  });

  it('of one transaction get one record and the same answer, with others between them', async () => {
    const outbox = await openedOutbox(await kiosk());
    const draft = draftOf();
    const [one, other, two] = await Promise.all(
      [draft, draftOf(), draft].map((asked) => outbox.accept(asked)),
    );
    expect(two).toEqual(one);
    expect(other).toMatchObject({ ok: true, value: { sequence: 2 } });
    expect(outbox.pending).toBe(2);
  });
});

describe('settling', () => {
  it('is relaxed, because the journal has the receipt already and replay changes nothing', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const accepted = await outbox.accept(draftOf());
    const written = durabilities();
    const receipt = receiptOf(machine, {
      upToSequence: 1,
      headHash: (accepted.ok && accepted.value.hash) || '',
    });
    expect(await outbox.settle({ receipt, spreadSeconds: 30 })).toEqual({ ok: true, value: undefined });
    await outbox.mend();
    expect(written()).toEqual(['relaxed']);
    expect(outbox).toMatchObject({ pending: 0, spreadSeconds: 30 });
    expect(await waiting(outbox)).toEqual([]);
  });

  it('answers with the journal: what the database has to drop holds up nobody', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const accepted = await outbox.accept(draftOf());
    const recover = fullDatabase();
    const headHash = (accepted.ok && accepted.value.hash) || '';
    const receipt = receiptOf(machine, { upToSequence: 1, headHash });
    expect(await outbox.settle({ receipt, spreadSeconds: 0 })).toEqual({ ok: true, value: undefined });
    expect(outbox.pending).toBe(0);
    expect([...outbox.rows]).toEqual([]);
    recover();
    // What could not be dropped is found when the stores are compared, and does not go again.
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true, value: { sequence: 2 } });
    expect((await waiting(outbox)).map(({ sequence }) => sequence)).toEqual([2]);
    expect((await openedOutbox(machine)).pending).toBe(1);
  });

  it('writes nothing when nothing is new', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const settlement = {
      receipt: receiptOf(machine, { upToSequence: 0, headHash: noHash }),
      spreadSeconds: 7,
    };
    await outbox.settle(settlement);
    await outbox.mend();
    expect((await openedOutbox(machine)).spreadSeconds).toBe(7);
    expect(outbox.spreadSeconds).toBe(7);
  });
});

const mishap = (...names: CallName[]): fc.Arbitrary<Mishap> =>
  fc.record({
    call: fc.constantFrom(...names),
    does: fc.constantFrom<Mishap['does']>('lose-answer', { fail: 'disk-error' }),
  });

it(
  'however callers and failures meet: no number twice, none left out, and whoever was told is stored',
  { timeout: 60_000 },
  async () => {
    const wave = fc.record({
      callers: fc.integer({ min: 1, max: 6 }),
      again: fc.nat(3),
      mishap: fc.option(mishap('journal.append')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(wave, { minLength: 1, maxLength: 5 }), async (waves) => {
        const machine = await kiosk();
        const outbox = await openedOutbox(machine);
        const told = new Map<string, string>();
        const asked: string[] = [];
        for (const { callers, again, mishap: arranged } of waves) {
          if (arranged !== null) void machine.arrange(arranged);
          const fresh = drafts(callers);
          const repeated = asked.slice(-again || asked.length).map((id) => draftOf(id));
          const all = [...fresh, ...repeated];
          asked.push(...fresh.map(({ transactionId }) => transactionId));
          const answers = await Promise.all(all.map((draft) => outbox.accept(draft)));
          for (const [at, answer] of answers.entries())
            if (answer.ok) {
              const id = all[at]!.transactionId;
              expect(told.get(id) ?? answer.value.hash).toBe(answer.value.hash);
              told.set(id, answer.value.hash);
            }
        }
        void machine.arrange({ call: 'kiosk.facts', does: 'die-before' });
        await outbox.accept(draftOf());
        const rows = await waiting(outbox);
        expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, at) => at + 1));
        const ids = rows.map(({ transactionId }) => transactionId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const [id, hash] of told)
          expect(rows.find(({ transactionId }) => transactionId === id)?.envelope.hash).toBe(hash);
      }),
      { numRuns: 20, seed: 20_261_122 },
    );
  },
);
