import { describe, expect, it } from 'vitest';
import { err, ok } from '../../core/lib/result.ts';
import type { PrintOutcome, Slip } from '../../core/slips/slip.ts';
import { openPrintDesk, type PrintLedger } from '../../host/print-desk.ts';

const slip: Slip = { blocks: [{ kind: 'rule' }] };
const transactionId = '6f0d6a3e-0a4f-4a86-9a53-0f2f0a3c7a11';

/** A ledger in memory, whose disk can fail, and which remembers the order of what happened. */
function rig(put: () => Promise<PrintOutcome>) {
  const disk = { begunFails: false, endedFails: false };
  const outcomes = new Map<string, PrintOutcome | 'begun'>();
  const happened: string[] = [];
  const ledger: PrintLedger = {
    outcomeOf: (id, attempt) => outcomes.get(`${id} ${attempt}`) ?? null,
    async begun(id, attempt) {
      if (disk.begunFails) return err('disk-full');
      outcomes.set(`${id} ${attempt}`, 'begun');
      happened.push('begun');
      return ok(undefined);
    },
    async ended(id, attempt, outcome) {
      if (disk.endedFails) return err('disk-error');
      outcomes.set(`${id} ${attempt}`, outcome);
      happened.push('ended');
      return ok(undefined);
    },
  };
  const onPaper = () => {
    happened.push('paper');
    return put();
  };
  return { disk, happened, open: () => openPrintDesk(ledger, onPaper) };
}
const printed = async (): Promise<PrintOutcome> => ({ outcome: 'printed' });
const order = { transactionId, attempt: 1, slip };

describe('the print desk', () => {
  it('has it on disk that a print has begun before anything goes to the printer', async () => {
    const { open, happened } = rig(printed);
    expect(await open().print(order)).toEqual(ok({ outcome: 'printed' }));
    expect(happened).toEqual(['begun', 'paper', 'ended']);
  });

  it('prints an order once however often it is asked, also at the same moment and after a restart', async () => {
    const { open, happened } = rig(printed);
    const desk = open();
    const answers = await Promise.all([desk.print(order), desk.print(order), desk.print(order)]);
    answers.push(await open().print(order));
    expect(answers).toEqual(answers.map(() => ok({ outcome: 'printed' })));
    expect(happened.filter((what) => what === 'paper')).toHaveLength(1);
  });

  it('answers unknown for a print that was begun and never confirmed', async () => {
    const died = rig(() => new Promise(() => {}));
    void died.open().print(order);
    await Promise.resolve().then(() => new Promise(setImmediate));
    expect(died.happened).toEqual(['begun', 'paper']);
    expect(await died.open().print(order)).toEqual(ok({ outcome: 'unknown' }));
    expect(died.happened).toEqual(['begun', 'paper']);
  });

  it('prints nothing while it cannot be noted', async () => {
    const { open, disk, happened } = rig(printed);
    disk.begunFails = true;
    expect(await open().print(order)).toEqual(err({ code: 'disk-error' }));
    expect(happened).toEqual([]);
  });

  it('tells the true outcome even when it cannot be noted, and unknown to whoever asks later', async () => {
    const { open, disk } = rig(printed);
    disk.endedFails = true;
    expect(await open().print(order)).toEqual(ok({ outcome: 'printed' }));
    expect(await open().print(order)).toEqual(ok({ outcome: 'unknown' }));
  });

  it('prints a new attempt after one that is certainly not on paper', async () => {
    let tries = 0;
    const { open } = rig(async () => {
      tries += 1;
      return tries === 1 ? { outcome: 'not-printed', reason: 'paper-out' } : { outcome: 'printed' };
    });
    const desk = open();
    expect(await desk.print(order)).toEqual(ok({ outcome: 'not-printed', reason: 'paper-out' }));
    expect(await desk.print(order)).toEqual(ok({ outcome: 'not-printed', reason: 'paper-out' }));
    expect(await desk.print({ ...order, attempt: 2 })).toEqual(ok({ outcome: 'printed' }));
  });

  it('prints no second slip when the first turns out to have been printed after all', async () => {
    let finish: (outcome: PrintOutcome) => void = () => {};
    const { open, happened } = rig(
      () =>
        new Promise((done) => {
          finish = done;
        }),
    );
    const desk = open();
    const both = Promise.all([1, 2].map((attempt) => desk.print({ ...order, attempt })));
    await new Promise(setImmediate);
    finish({ outcome: 'printed', missingCharacters: 2 });
    const outcome = ok({ outcome: 'printed', missingCharacters: 2 });
    expect(await both).toEqual([outcome, outcome]);
    expect(await open().print({ ...order, attempt: 3 })).toEqual(outcome);
    expect(happened).toEqual(['begun', 'paper', 'ended']);
  });

  it('prints a new attempt after one of which nobody knows, as a person has ordered it', async () => {
    let tries = 0;
    const { open } = rig(async () => {
      tries += 1;
      return tries === 1 ? { outcome: 'unknown' } : { outcome: 'printed' };
    });
    const desk = open();
    expect(await desk.print(order)).toEqual(ok({ outcome: 'unknown' }));
    expect(await desk.print({ ...order, attempt: 2 })).toEqual(ok({ outcome: 'printed' }));
    expect(tries).toBe(2);
  });

  it('goes on after a printer that throws', async () => {
    let tries = 0;
    const { open } = rig(async () => {
      tries += 1;
      if (tries === 1) throw new Error('a bug');
      return { outcome: 'printed' };
    });
    const desk = open();
    await expect(desk.print(order)).rejects.toThrow('a bug');
    expect(await desk.print(order)).toEqual(ok({ outcome: 'unknown' }));
    expect(await desk.print({ ...order, attempt: 2 })).toEqual(ok({ outcome: 'printed' }));
  });
});
