import { describe, expect, it } from 'vitest';
import { kiosk, openedOutbox, type Kiosk, type Mishap } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { sendOnce } from '../support/settling.ts';

/** Does the work until the power goes in the middle of it; none of it ever answers. */
async function cutOff(machine: Kiosk, mishap: Mishap, work: () => Promise<unknown>): Promise<void> {
  const struck = machine.arrange(mishap);
  let answered = false;
  void work().then(() => (answered = true));
  await struck;
  expect(answered).toBe(false);
}

/** What the hub holds in the end, after everything has come up again. */
async function transactionsAtHub(machine: Kiosk): Promise<string[]> {
  await machine.restartHost();
  const outbox = await openedOutbox(machine);
  const sent = await sendOnce(machine, outbox);
  expect(sent).toMatchObject({ ok: true });
  expect(outbox.pending).toBe(0);
  const held = [...machine.hub.held.values()].toSorted((a, b) => a.header.sequence - b.header.sequence);
  expect(held.map(({ header }) => header.sequence)).toEqual(held.map((_, at) => at + 1));
  return held.map(({ header }) => header.transactionId);
}

describe('a power cut in the middle of accepting', () => {
  const besideTheCommit: Mishap[] = [
    { call: 'journal.append', does: 'die-before' },
    { call: 'journal.append', does: 'die-after' },
  ];

  it.each(besideTheCommit)('at $call ($does) delivers the record once, as recovered', async (mishap) => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const [accepted, cut] = [draftOf(), draftOf()];
    await outbox.accept(accepted);
    await cutOff(machine, mishap, () => outbox.accept(cut));
    expect(await transactionsAtHub(machine)).toEqual([accepted.transactionId, cut.transactionId]);
    const records = machine.hub.uploads.at(-1)!.records;
    const isJournalled = mishap.does === 'die-after';
    expect(records.map(({ recovered }) => recovered)).toEqual([false, !isJournalled]);
  });

  it.each(besideTheCommit)(
    'at $call ($does) does not make a second record of a customer who comes back to the same errand',
    async (mishap) => {
      const machine = await kiosk();
      const draft = draftOf();
      const before = await openedOutbox(machine);
      await cutOff(machine, mishap, () => before.accept(draft));
      await machine.restartHost();
      expect(await (await openedOutbox(machine)).accept(draft)).toMatchObject({
        ok: true,
        value: { sequence: 1 },
      });
      expect(await transactionsAtHub(machine)).toEqual([draft.transactionId]);
    },
  );
});

describe('a power cut in the middle of an upload', () => {
  it.each<Mishap>([
    { call: 'hub.upload', does: 'die-before' },
    { call: 'hub.upload', does: 'die-after' },
    { call: 'journal.receipt', does: 'die-before' },
    { call: 'journal.receipt', does: 'die-after' },
  ])('at $call ($does) loses nothing and doubles nothing', async (mishap) => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    const drafts = [draftOf(), draftOf(), draftOf()];
    for (const draft of drafts) await outbox.accept(draft);
    await cutOff(machine, mishap, () => sendOnce(machine, outbox));
    expect(await transactionsAtHub(machine)).toEqual(drafts.map(({ transactionId }) => transactionId));
  });

  it('drops nothing before the receipt is in the journal', async () => {
    const machine = await kiosk();
    const outbox = await openedOutbox(machine);
    await outbox.accept(draftOf());
    void machine.arrange({ call: 'journal.receipt', does: { fail: 'disk-full' } });
    expect(await sendOnce(machine, outbox)).toMatchObject({ error: { trouble: 'store-failed' } });
    expect(outbox.pending).toBe(1);
  });
});

describe('a power cut in the middle of a repair', () => {
  it.each<Mishap>([
    { call: 'journal.mark', does: 'die-after' },
    { call: 'journal.read', does: 'die-after' },
    { call: 'journal.incident', does: 'die-before' },
    { call: 'journal.incident', does: 'die-after' },
  ])('of a wiped database, at $call ($does), is made good at the next start', async (mishap) => {
    const machine = await kiosk();
    const before = await openedOutbox(machine);
    const drafts = [draftOf(), draftOf()];
    for (const draft of drafts) await before.accept(draft);
    machine.wipeDatabase();
    await cutOff(machine, mishap, () => machine.open());
    expect(await transactionsAtHub(machine)).toEqual(drafts.map(({ transactionId }) => transactionId));
  });

  it.each<Mishap>([
    { call: 'journal.append', does: 'die-before' },
    { call: 'journal.append', does: 'die-after' },
  ])('of a journal that lacks the last record, at $call ($does), is made good too', async (mishap) => {
    const machine = await kiosk();
    const before = await openedOutbox(machine);
    const draft = draftOf();
    void machine.arrange({ call: 'journal.append', does: { fail: 'disk-error' } });
    await before.accept(draft);
    await cutOff(machine, mishap, () => machine.open());
    expect(await transactionsAtHub(machine)).toEqual([draft.transactionId]);
  });
});
