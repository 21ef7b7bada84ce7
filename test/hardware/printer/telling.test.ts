import { describe, expect, test } from 'vitest';
import { printerRig, slipSaying, wordsOn } from './rig.ts';

async function startedRig(change: Parameters<ReturnType<typeof printerRig>['twin']['set']>[0] = {}) {
  const rig = printerRig();
  rig.twin.set(change);
  rig.printer.start();
  await rig.clock.advance(5_000);
  rig.newlySent();
  return rig;
}

const causes = (rig: ReturnType<typeof printerRig>) => rig.reports.map(({ cause }) => cause);

describe('a printer that tells of its changes by itself', () => {
  test('is asked to, and a change is told at once, without a question', async () => {
    const rig = await startedRig();
    await rig.clock.advance(800);
    rig.newlySent();
    rig.twin.set({ coverOpen: true });
    await rig.clock.advance(10);
    expect(rig.lastReport()).toMatchObject({ state: 'user-error', cause: 'cover-open' });
    expect(rig.newlySent()).toHaveLength(0);
  });

  test('tells in the middle of a slip as well, and paper that becomes low', async () => {
    const rig = await startedRig();
    const printing = rig.printer.print(slipSaying('凭条甲'));
    while (rig.twin.slips().length === 0) await rig.clock.advance(5);
    rig.twin.set({ paper: 'low' });
    await rig.clock.advance(10);
    expect(rig.lastReport()).toMatchObject({ state: 'online', paper: 'low' });
    expect(await rig.done(printing)).toEqual({ outcome: 'printed' });
  });

  test('is asked one thing before a slip; one that does not tell is asked all four', async () => {
    for (const [supportsAutomaticStatus, asked] of [
      [true, [1]],
      [false, [1, 2, 3, 4]],
    ] as const) {
      const rig = await startedRig({ supportsAutomaticStatus });
      await rig.clock.advance(100);
      rig.newlySent();
      const printing = rig.printer.print(slipSaying('凭条甲'));
      await rig.clock.advance(60);
      const [before = ''] = rig.newlySent().toString('latin1').split('\x1b@');
      // Behind the questions comes the cut that no slip of an earlier run may hang in front of this one.
      expect(before.replace('\x1dVB\0\x1dr\x01', '')).toBe(
        asked.map((n) => String.fromCharCode(0x10, 0x04, n)).join(''),
      );
      expect(await rig.done(printing)).toEqual({ outcome: 'printed' });
    }
  });

  test('that says "offline" to the one question is asked why, and nothing is sent', async () => {
    const rig = await startedRig();
    // The change is not told: its four bytes are lost on the line.
    rig.twin.setFault({ name: 'silent', at: null, times: 1 });
    rig.twin.set({ coverOpen: true });
    expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toEqual({
      outcome: 'not-printed',
      reason: 'cover-open',
    });
    expect(rig.twin.slips()).toEqual([]);
  });

  test('is asked to again after it was switched off, and after every slip', async () => {
    const rig = await startedRig();
    rig.twin.set({ silent: true });
    await rig.clock.advance(3_000);
    rig.twin.set({ silent: false });
    await rig.clock.advance(6_000);
    expect(rig.timesSent([0x1d, 0x61, 0x0e])).toBe(1);
    await rig.done(rig.printer.print(slipSaying('凭条甲')));
    expect(rig.timesSent([0x1d, 0x61, 0x0e])).toBe(2);
  });

  test.each([true, false])(
    'is asked to behind the initialisation that ends it, so that a stop is told at once (GS ( H known: %s)',
    async (supportsProcessId) => {
      const rig = await startedRig({ supportsProcessId });
      rig.twin.set({ paperOutAtLine: 3 });
      const printing = rig.printer.print(slipSaying('凭条甲'));
      while (wordsOn(rig.twin)[0]?.length !== 3) await rig.clock.advance(1);
      const asked = rig.timesSent([0x10, 0x04]);
      await rig.clock.advance(12);
      expect(rig.timesSent([0x10, 0x04])).toBe(asked);
      expect(rig.lastReport()).toMatchObject({ state: 'busy', cause: 'paper-out' });
      rig.twin.set({ paper: 'full' });
      expect(await rig.done(printing)).toEqual({ outcome: 'printed' });
      expect(rig.newlySent().toString('latin1')).not.toContain('\x1da\x00\x1b@');
    },
  );

  test('is not asked to in a slip when it knows no such order, as it might print it', async () => {
    const rig = await startedRig({ supportsAutomaticStatus: false });
    await rig.done(rig.printer.print(slipSaying('凭条甲')));
    expect(rig.newlySent().toString('latin1')).not.toContain('\x1da');
  });
});

test('an idle printer is asked the four things once each 0.8 seconds, and nothing else', async () => {
  const rig = await startedRig();
  await rig.clock.advance(8_400);
  const asked = rig.newlySent().toString('latin1');
  const round = '\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04';
  expect(asked.replaceAll(round, '')).toBe('');
  expect(asked.length / round.length).toBeGreaterThanOrEqual(9);
  expect(asked.length / round.length).toBeLessThanOrEqual(11);
});

describe('how soon a printer is seen', () => {
  test.each([
    ['falls silent', { silent: true }, 'printer-silent', 2_000],
    ['runs out of paper', { paper: 'out' }, 'paper-out', 1_000],
  ] as const)('when it %s', async (_, change, cause, withinMs) => {
    const rig = await startedRig({ supportsAutomaticStatus: false });
    rig.twin.set(change);
    await rig.clock.advance(withinMs);
    expect(causes(rig)).toEqual([null, cause]);
  });

  test('when it is switched on again: within two seconds, whenever that is', async () => {
    for (const offMs of [5_000, 20_000, 21_000, 22_000, 23_000]) {
      const rig = await startedRig();
      rig.twin.set({ silent: true });
      await rig.clock.advance(offMs);
      rig.twin.set({ silent: false });
      // Unless the line is just busy with the bytes that end a half-sent command: 2.4 s at 9600 baud.
      await rig.clock.advance(4_400);
      expect(causes(rig)).toEqual([null, 'printer-silent', null]);
    }
  });

  test('when its cable is pulled at once, and when it is put back within two seconds', async () => {
    const rig = await startedRig();
    rig.cable.cut();
    await rig.clock.advance(0);
    expect(rig.lastReport()).toMatchObject({
      state: 'no-device',
      cause: 'printer-missing',
      paper: 'unknown',
    });
    await rig.clock.advance(7_300);
    rig.cable.restore();
    await rig.clock.advance(2_000);
    expect(rig.lastReport()).toMatchObject({ state: 'online', paper: 'full' });
  });

  test('when a silent line is gone after all, it is called missing', async () => {
    const rig = await startedRig();
    rig.twin.set({ silent: true });
    await rig.clock.advance(2_000);
    expect(rig.lastReport()).toMatchObject({ cause: 'printer-silent' });
    rig.refuseLines();
    await rig.clock.advance(10_000);
    expect(rig.lastReport()).toMatchObject({ state: 'no-device', cause: 'printer-missing' });
  });
});

describe('a printer that waits for the rest of a command', () => {
  test('is brought out of it, though it answers nothing while it waits', async () => {
    const rig = await startedRig();
    rig.twin.setFault({ name: 'silent', at: null, times: 12 });
    rig.newlySent();
    await rig.clock.advance(10_000);
    expect(rig.newlySent().toString('latin1')).toContain('\0'.repeat(2304));
    await rig.clock.advance(15_000);
    expect(rig.lastReport()).toMatchObject({ state: 'online' });
  });
});
