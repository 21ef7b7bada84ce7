import { describe, expect, test } from 'vitest';
import type { FaultOrder } from '../../../hardware/twin.ts';
import { printerRig, slipSaying, wordsOn } from './rig.ts';

const slip = slipSaying('凭条甲');
const words = slip.blocks.map((block) => (block.kind === 'text' ? block.text : ''));

async function struckBy(fault: Pick<FaultOrder, 'name' | 'at'>, knowsProcessId = true) {
  const rig = printerRig();
  rig.twin.set({ supportsProcessId: knowsProcessId });
  rig.printer.start();
  await rig.clock.advance(5_000);
  expect(rig.twin.setFault({ ...fault, times: 1 })).toBe(true);
  const printing = rig.printer.print(slip);
  await rig.clock.advance(3_000);
  return { rig, printing };
}

describe('the cut that takes off what an earlier slip has left', () => {
  test('goes alone: with a blade that sticks at it, nothing of the slip is sent', async () => {
    const rig = printerRig();
    rig.printer.start();
    await rig.clock.advance(5_000);
    rig.twin.setFault({ name: 'cutter-jam', at: null, times: 1 });
    const printing = rig.printer.print(slip);
    while (rig.timesSent([0x1d, 0x56]) === 0) await rig.clock.advance(1);
    rig.twin.set({ cutterJammed: true });
    expect(await rig.done(printing)).toEqual({ outcome: 'not-printed', reason: 'cutter-error' });
    expect(rig.timesSent([0x1c, 0x26])).toBe(0);
    expect(rig.reports.map(({ state }) => state)).not.toContain('busy');
    rig.twin.set({ cutterJammed: false });
    await rig.clock.advance(20_000);
    expect(await rig.done(rig.printer.print(slip))).toEqual({ outcome: 'printed' });
    expect(wordsOn(rig.twin)).toEqual([words]);
  });

  test('is made after all by a blade that comes free when it is told to, and the slip follows', async () => {
    const { rig, printing } = await struckBy({ name: 'cutter-jam', at: null });
    expect(await rig.done(printing)).toEqual({ outcome: 'printed' });
    expect(wordsOn(rig.twin)).toEqual([words]);
    expect(rig.timesSent([0x1c, 0x26])).toBe(1);
  });
});

describe('a slip whose printer stops on the way', () => {
  test.each([
    ['paper-out-at-line', 'paper', 'full', 'paper-out', true],
    ['paper-out-at-line', 'paper', 'full', 'paper-out', false],
    ['cover-at-line', 'cover', 'closed', 'cover-open', true],
    ['cover-at-line', 'cover', 'closed', 'cover-open', false],
  ] as const)(
    'by %s goes on when it is mended, is told as busy meanwhile, and was sent once',
    async (name, order, mended, cause, knowsProcessId) => {
      const { rig, printing } = await struckBy({ name, at: 4 }, knowsProcessId);
      expect(rig.lastReport()).toMatchObject({ state: 'busy', cause });
      expect(wordsOn(rig.twin)).toEqual([words.slice(0, 4)]);
      await rig.clock.advance(25_000);
      expect(rig.twin.orders[order]?.obey([mended])).toBeNull();
      expect(await rig.done(printing)).toEqual({ outcome: 'printed' });
      expect(wordsOn(rig.twin)).toEqual([words]);
      expect(rig.timesSent([0x1c, 0x26])).toBe(1);
      expect(rig.lastReport()).toMatchObject({ state: 'online', cause: null });
    },
  );

  test('for a head that is too hot goes on when it has cooled down', async () => {
    const { rig, printing } = await struckBy({ name: 'overheat', at: 4 });
    expect(rig.lastReport()).toMatchObject({ state: 'busy', cause: 'printer-overheated' });
    expect(await rig.done(printing)).toEqual({ outcome: 'printed' });
    expect(wordsOn(rig.twin)).toEqual([words]);
    expect(rig.lastReport()).toMatchObject({ state: 'online' });
  });

  test('at the blade is told to go on, never to forget, and then is cut', async () => {
    const rig = printerRig();
    rig.printer.start();
    await rig.clock.advance(5_000);
    // Behind the first slip of a run nothing can stick out any more.
    await rig.done(rig.printer.print(slipSaying('凭条乙')));
    rig.twin.setFault({ name: 'cutter-jam', at: null, times: 1 });
    expect(await rig.done(rig.printer.print(slip))).toEqual({ outcome: 'printed' });
    expect(rig.reports.map(({ state, cause }) => [state, cause])).toContainEqual(['busy', 'cutter-error']);
    expect(rig.twin.slips().map(({ cut }) => cut)).toEqual([true, true]);
    expect(wordsOn(rig.twin)[1]).toEqual(words);
    expect(rig.timesSent([0x10, 0x05, 1])).toBe(1);
    expect(rig.timesSent([0x10, 0x05, 2])).toBe(0);
  });

  test('at a blade that stays stuck is tried every ten seconds, and ends as unknown', async () => {
    const rig = printerRig();
    rig.printer.start();
    await rig.clock.advance(5_000);
    const printing = rig.printer.print(slip);
    while (rig.twin.slips().length === 0) await rig.clock.advance(5);
    rig.twin.set({ cutterJammed: true });
    expect(await rig.done(printing)).toEqual({ outcome: 'unknown' });
    expect(rig.timesSent([0x10, 0x05, 1])).toBe(4);
    rig.twin.set({ cutterJammed: false });
    await rig.clock.advance(15_000);
    // What was left of it is not printed late: nobody waits for it any more.
    expect(rig.timesSent([0x10, 0x05, 2])).toBeGreaterThan(0);
    expect(rig.lastReport()).toMatchObject({ state: 'online' });
    expect(wordsOn(rig.twin)[0]!.length).toBeLessThan(words.length);
  });

  test('is not asked how it is within a command: only behind the last byte of the slip', async () => {
    const rig = printerRig();
    rig.printer.start();
    await rig.clock.advance(5_000);
    rig.newlySent();
    expect(await rig.done(rig.printer.print(slip))).toEqual({ outcome: 'printed' });
    const sent = rig.newlySent().toString('latin1');
    const begin = sent.indexOf('\x1b@\x1c&');
    const end = sent.indexOf('\x1da\x0e', begin);
    expect(begin).toBeGreaterThan(0);
    expect(sent.slice(begin, end)).not.toContain('\x10\x04');
    expect(sent.slice(0, begin)).toContain('\x10\x04\x01');
  });

  test('that falls silent for good ends as unknown within the time a slip needs', async () => {
    const rig = printerRig();
    rig.printer.start();
    await rig.clock.advance(5_000);
    const printing = rig.printer.print(slip);
    while (rig.twin.slips().length === 0) await rig.clock.advance(5);
    rig.twin.setFault({ name: 'silent', at: null, times: Number.POSITIVE_INFINITY });
    const beganMs = rig.clock.monotonicMs();
    expect(await rig.done(printing)).toEqual({ outcome: 'unknown' });
    expect(rig.clock.monotonicMs() - beganMs).toBeLessThan(18_000);
    expect(rig.lastReport()).toMatchObject({ state: 'offline', cause: 'printer-silent' });
    // It was on paper all the while: that is why nobody prints it again without asking.
    expect(wordsOn(rig.twin)).toEqual([words]);
  });

  test.each([
    ['once', [0x00]],
    ['twice, at its stop', [0x00, 0x00]],
  ])('is not proven by GS r when a stray byte looks like its answer %s', async (_, stray) => {
    const { rig, printing } = await struckBy({ name: 'paper-out-at-line', at: 4 }, false);
    rig.noise(...stray);
    expect(await rig.done(printing)).toEqual({ outcome: 'unknown' });
    expect(wordsOn(rig.twin)).toEqual([words.slice(0, 4)]);
  });

  test('is not proven by the zeros of a line that breaks down with its printer', async () => {
    const rig = printerRig();
    rig.twin.set({ supportsProcessId: false });
    rig.printer.start();
    await rig.clock.advance(5_000);
    const printing = rig.printer.print(slip);
    while (rig.twin.slips().length === 0) await rig.clock.advance(5);
    rig.noise(0x00, 0x00);
    rig.twin.set({ silent: true });
    await rig.clock.advance(1_000);
    rig.noise(0x00, 0x00);
    expect(await rig.done(printing)).toEqual({ outcome: 'unknown' });
  });

  test('is printed by GS r though both answers come while it is being asked how it is', async () => {
    const { rig, printing } = await struckBy({ name: 'overheat', at: 4 }, false);
    expect(await rig.done(printing)).toEqual({ outcome: 'printed' });
    expect(wordsOn(rig.twin)).toEqual([words]);
  });

  test('may have left something behind: what sticks out is cut off before the next slip', async () => {
    const { rig, printing } = await struckBy({ name: 'overheat', at: 4 });
    await rig.done(printing);
    rig.newlySent();
    expect(await rig.done(rig.printer.print(slip))).toEqual({ outcome: 'printed' });
    expect(rig.newlySent().toString('latin1')).toContain('\x1dVB\0\x1dr\x01\x1b@\x1c&');
    expect(await rig.done(rig.printer.print(slip))).toEqual({ outcome: 'printed' });
    expect(rig.newlySent().toString('latin1')).not.toContain('\x1dVB\0\x1dr');
  });

  test('whose buffer is slow is waited for', async () => {
    const { rig, printing } = await struckBy({ name: 'slow-buffer', at: null });
    expect(await rig.done(printing)).toEqual({ outcome: 'printed' });
    expect(wordsOn(rig.twin)).toEqual([words]);
  });

  test('and does not know GS ( H all of a sudden ends as unknown, and the next one is proven by GS r', async () => {
    const { rig, printing } = await struckBy({ name: 'no-process-id', at: null });
    expect(await rig.done(printing)).toEqual({ outcome: 'unknown' });
    rig.twin.set({ supportsProcessId: false });
    expect(await rig.done(rig.printer.print(slip))).toEqual({ outcome: 'printed' });
  });
});
