import { describe, expect, test } from 'vitest';
import { printerRig, slipSaying, wordsOn } from './rig.ts';

const words = slipSaying('凭条甲').blocks.map((block) => (block.kind === 'text' ? block.text : ''));

async function startedRig(options: Parameters<typeof printerRig>[0] = {}) {
  const rig = printerRig(options);
  rig.printer.start();
  // The first status round, and the 2304 bytes that end what an earlier run may have left half sent.
  await rig.clock.advance(5_000);
  rig.newlySent();
  return rig;
}

describe('a slip that is printed', () => {
  test('is confirmed by the printer, complete and cut, and sent once', async () => {
    const rig = await startedRig();
    expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toEqual({ outcome: 'printed' });
    expect(wordsOn(rig.twin)).toEqual([words]);
    expect(rig.twin.slips().map((slip) => slip.cut)).toEqual([true]);
    expect(rig.timesSent([0x1c, 0x26])).toBe(1);
  });

  test('is confirmed by a clone as well, which knows GS r but not GS ( H', async () => {
    const rig = printerRig();
    rig.twin.set({ supportsProcessId: false });
    rig.printer.start();
    expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toEqual({ outcome: 'printed' });
    expect(wordsOn(rig.twin)).toEqual([words]);
  });

  test('may end on the last of the paper, which is told', async () => {
    const rig = await startedRig();
    rig.twin.set({ paper: 'low' });
    expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toEqual({ outcome: 'printed' });
    expect(rig.lastReport()).toEqual({
      device: 'receipt-printer',
      state: 'online',
      cause: null,
      paper: 'low',
    });
  });

  test('is found printed through noise on the line', async () => {
    const rig = await startedRig();
    const printing = rig.printer.print(slipSaying('凭条甲'));
    for (let at = 0; at < 20; at += 1) {
      rig.noise(0xff, 0x91, 0x37, 0x13);
      await rig.clock.advance(40);
    }
    expect(await rig.done(printing)).toEqual({ outcome: 'printed' });
    expect(wordsOn(rig.twin)).toEqual([words]);
  });

  test('waits for the slip before it', async () => {
    const rig = await startedRig();
    const both = Promise.all([
      rig.printer.print(slipSaying('凭条甲')),
      rig.printer.print(slipSaying('凭条乙')),
    ]);
    expect(await rig.done(both)).toEqual([{ outcome: 'printed' }, { outcome: 'printed' }]);
    expect(wordsOn(rig.twin).map(([first]) => first)).toEqual(['凭条甲 1', '凭条乙 1']);
  });

  test('waits for the line of a driver that has just been started', async () => {
    const rig = printerRig();
    rig.printer.start();
    expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toEqual({ outcome: 'printed' });
  });

  test('has everything in it though some of its characters have no picture, and says how many', async () => {
    const rig = await startedRig();
    const printing = rig.printer.print(slipSaying('王㛃𬭎与㛃'));
    expect(await rig.done(printing)).toEqual({ outcome: 'printed', missingCharacters: 2 });
    expect(wordsOn(rig.twin)[0]?.[0]).toBe('王〓〓与〓 1');
  });

  test('takes characters from a source of glyphs that the driver was given', async () => {
    const glyph = { widthDots: 24, heightDots: 24, rows: new Uint8Array(72).fill(0xff) };
    const ascii = { widthDots: 12, heightDots: 24, rows: new Uint8Array(48).fill(0xff) };
    const rig = await startedRig({ glyphs: (char) => (char < '\u0080' ? ascii : glyph) });
    expect(await rig.done(rig.printer.print(slipSaying('王㛃')))).toEqual({ outcome: 'printed' });
    expect(
      rig.twin
        .slips()[0]
        ?.document.map(({ kind }) => kind)
        .slice(0, 2),
    ).toEqual(['raster', 'feed']);
  });

  test('by the generic dialect has no process id in it, and is confirmed by the paper sensor', async () => {
    const rig = printerRig({ dialect: 'generic' });
    rig.printer.start();
    expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toEqual({ outcome: 'printed' });
    expect(rig.timesSent([0x1d, 0x28, 0x48])).toBe(0);
    expect(wordsOn(rig.twin)).toEqual([words]);
  });
});

describe('a slip that is certainly not printed', () => {
  test.each([
    ['the paper has run out', { paper: 'out' }, 'paper-out', 'user-error'],
    ['the cover is open', { coverOpen: true }, 'cover-open', 'user-error'],
    ['the blade is stuck', { cutterJammed: true }, 'cutter-error', 'hardware-error'],
    ['the head is too hot', { overheated: true }, 'printer-overheated', 'hardware-error'],
    ['the printer is switched off', { silent: true }, 'printer-silent', 'offline'],
  ] as const)('because %s: nothing of it was sent', async (_, change, reason, state) => {
    const rig = await startedRig();
    rig.twin.set(change);
    expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toEqual({
      outcome: 'not-printed',
      reason,
    });
    expect(rig.lastReport()).toMatchObject({ state, cause: reason });
    expect(rig.timesSent([0x1c, 0x26])).toBe(0);
    expect(rig.twin.slips()).toEqual([]);
    expect(rig.reports.map(({ state: told }) => told)).not.toContain('busy');
  });

  test('because too little is left of its minute when its turn comes', async () => {
    const rig = await startedRig();
    rig.twin.set({ paperOutAtLine: 3 });
    const first = rig.printer.print(slipSaying('凭条甲'));
    await rig.clock.advance(2_000);
    const second = rig.printer.print(slipSaying('凭条乙'));
    expect(await rig.done(first)).toEqual({ outcome: 'unknown' });
    rig.twin.set({ paper: 'full' });
    expect(await rig.done(second)).toEqual({ outcome: 'not-printed', reason: 'printer-fault' });
    expect(rig.timesSent([0x1c, 0x26])).toBe(1);
  });

  test('because the cable is pulled', async () => {
    const rig = await startedRig();
    rig.cable.cut();
    expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toEqual({
      outcome: 'not-printed',
      reason: 'printer-missing',
    });
    expect(rig.lastReport()).toMatchObject({
      state: 'no-device',
      cause: 'printer-missing',
      paper: 'unknown',
    });
  });

  test('because the driver has been stopped', async () => {
    const rig = await startedRig();
    await rig.done(rig.printer.stop());
    expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toMatchObject({
      reason: 'printer-missing',
    });
    expect(rig.connections()).toBe(1);
  });

  test('because the driver was never started', async () => {
    const rig = printerRig();
    expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toEqual({
      outcome: 'not-printed',
      reason: 'printer-missing',
    });
    expect(rig.connections()).toBe(0);
  });
});

describe('a slip of which nobody knows', () => {
  /** Begins a slip and lets `interrupt` happen in its middle. */
  async function interrupted(interrupt: (rig: Awaited<ReturnType<typeof startedRig>>) => void) {
    const rig = await startedRig();
    const printing = rig.printer.print(slipSaying('凭条甲'));
    while (rig.twin.slips().length === 0) await rig.clock.advance(5);
    interrupt(rig);
    return { rig, outcome: await rig.done(printing) };
  }

  test('the printer is switched off in the middle', async () => {
    const { rig, outcome } = await interrupted(({ twin }) => twin.set({ silent: true }));
    expect(outcome).toEqual({ outcome: 'unknown' });
    expect(rig.timesSent([0x1c, 0x26])).toBe(1);
  });

  test('the cable is pulled in the middle', async () => {
    const { rig, outcome } = await interrupted(({ cable }) => cable.cut());
    expect(outcome).toEqual({ outcome: 'unknown' });
    expect(rig.lastReport()).toMatchObject({ cause: 'printer-missing' });
  });

  test('the paper ends in the middle and nobody puts any in: staff hear at once, the customer is asked in time', async () => {
    const rig = await startedRig();
    rig.twin.set({ paperOutAtLine: 3 });
    const printing = rig.printer.print(slipSaying('凭条甲'));
    await rig.clock.advance(2_000);
    expect(rig.lastReport()).toEqual({
      device: 'receipt-printer',
      state: 'busy',
      cause: 'paper-out',
      paper: 'out',
    });
    const beganMs = rig.clock.monotonicMs();
    expect(await rig.done(printing)).toEqual({ outcome: 'unknown' });
    // The screen asks by itself after 45 s (core/journeys/timeouts.ts).
    expect(rig.clock.monotonicMs() - beganMs).toBeLessThan(42_000);
    expect(rig.clock.monotonicMs() - beganMs).toBeGreaterThan(36_000);
    expect(rig.lastReport()).toMatchObject({ state: 'user-error', cause: 'paper-out', paper: 'out' });
    expect(wordsOn(rig.twin)).toEqual([words.slice(0, 3)]);
  });

  test('the cover is opened in the middle', async () => {
    const { outcome } = await interrupted(({ twin }) => twin.set({ coverOpen: true }));
    expect(outcome).toEqual({ outcome: 'unknown' });
  });

  test('a driver that is stopped in the middle says so too', async () => {
    const { outcome } = await interrupted(({ printer }) => void printer.stop());
    expect(outcome).toEqual({ outcome: 'unknown' });
  });

  test('is not continued on the slip of the next customer after a reconnect', async () => {
    const { rig } = await interrupted(({ cable }) => cable.cut());
    rig.cable.restore();
    await rig.clock.advance(5_000);
    expect(rig.lastReport()).toMatchObject({ state: 'online' });
    expect(await rig.done(rig.printer.print(slipSaying('凭条乙')))).toEqual({ outcome: 'printed' });
    const [remains, next] = wordsOn(rig.twin);
    expect(remains!.length).toBeGreaterThan(0);
    expect(remains!.every((line) => line.startsWith('凭条甲'))).toBe(true);
    expect(next).toEqual(
      slipSaying('凭条乙').blocks.map((block) => (block.kind === 'text' ? block.text : '')),
    );
    expect(rig.timesSent([0x1c, 0x26])).toBe(2);
  });

  test('is not continued after a restart of the host either', async () => {
    const { rig } = await interrupted(({ printer }) => void printer.stop());
    const restarted = rig.newDriver();
    restarted.start();
    expect(await rig.done(restarted.print(slipSaying('凭条乙')))).toEqual({ outcome: 'printed' });
    expect(wordsOn(rig.twin).map(([first]) => first)).toEqual(['凭条甲 1', '凭条乙 1']);
  });

  test('is not continued either when the cable was pulled within a long command', async () => {
    const rig = await startedRig();
    const printing = rig.printer.print({ blocks: [{ kind: 'qr', data: 'A'.repeat(700) }] });
    while (rig.timesSent([0x1c, 0x26]) === 0) await rig.clock.advance(5);
    await rig.clock.advance(300);
    rig.cable.cut();
    expect(await rig.done(printing)).toEqual({ outcome: 'unknown' });
    rig.cable.restore();
    await rig.clock.advance(1_000);
    expect(await rig.done(rig.printer.print(slipSaying('凭条乙')))).toEqual({ outcome: 'printed' });
    expect(wordsOn(rig.twin).at(-1)).toContain('凭条乙 1');
  });

  test.each([true, false])(
    'and comes out late does not pass for the next one (GS ( H known: %s)',
    async (knows) => {
      const rig = await startedRig();
      rig.twin.set({ supportsProcessId: knows, paperOutAtLine: 3 });
      expect(await rig.done(rig.printer.print(slipSaying('凭条甲')))).toEqual({ outcome: 'unknown' });
      // New paper: the printer goes on by itself, and answers the old question now.
      rig.twin.set({ paper: 'full' });
      await rig.clock.advance(5_000);
      expect(wordsOn(rig.twin)).toEqual([words]);
      // The answer of the next slip never comes, as the roll ends again.
      rig.twin.set({ paperOutAtLine: 4 });
      expect(await rig.done(rig.printer.print(slipSaying('凭条乙')))).toEqual({ outcome: 'unknown' });
      rig.twin.set({ paper: 'full' });
      await rig.clock.advance(5_000);
      expect(await rig.done(rig.printer.print(slipSaying('凭条丙')))).toEqual({ outcome: 'printed' });
      expect(wordsOn(rig.twin)).toHaveLength(3);
      expect(rig.timesSent([0x1c, 0x26])).toBe(3);
    },
  );

  test('a GS r answer lost with the line does not stop later slips for ever', async () => {
    const rig = await startedRig();
    rig.twin.set({ supportsProcessId: false });
    const printing = rig.printer.print(slipSaying('凭条甲'));
    while (rig.twin.slips().length === 0) await rig.clock.advance(5);
    rig.twin.set({ silent: true });
    expect(await rig.done(printing)).toEqual({ outcome: 'unknown' });
    rig.twin.set({ silent: false });
    await rig.clock.advance(5_000);
    expect(await rig.done(rig.printer.print(slipSaying('凭条乙')))).toEqual({ outcome: 'printed' });
  });
});

describe('an idle printer', () => {
  test('tells every change once, within a heartbeat', async () => {
    const rig = await startedRig();
    for (const change of [
      { paper: 'low' },
      { coverOpen: true },
      { coverOpen: false },
      { paper: 'full' },
    ] as const) {
      rig.twin.set(change);
      await rig.clock.advance(6_000);
    }
    expect(rig.reports.map(({ state, cause, paper }) => [state, cause, paper])).toEqual([
      ['online', null, 'full'],
      ['online', null, 'low'],
      ['user-error', 'cover-open', 'low'],
      ['online', null, 'low'],
      ['online', null, 'full'],
    ]);
  });

  test('that is unplugged and plugged in again is found by itself', async () => {
    const rig = await startedRig();
    rig.cable.cut();
    await rig.clock.advance(10_000);
    rig.cable.restore();
    await rig.clock.advance(5_000);
    expect(rig.reports.map(({ state }) => state)).toEqual(['online', 'no-device', 'online']);
  });

  test('that was switched off for long is found when it is switched on', async () => {
    const rig = await startedRig();
    rig.twin.set({ silent: true });
    await rig.clock.advance(60_000);
    rig.twin.set({ silent: false });
    await rig.clock.advance(8_000);
    expect(rig.reports.map(({ cause }) => cause)).toEqual([null, 'printer-silent', null]);
    // Some systems never tell that a USB line has gone; a fresh connection is the only way to find out.
    expect(rig.connections()).toBeGreaterThan(2);
  });

  test('is not called silent for one lost answer', async () => {
    const rig = await startedRig();
    const rounds = rig.timesSent([0x10, 0x04, 1]);
    rig.twin.set({ silent: true });
    while (rig.timesSent([0x10, 0x04, 1]) === rounds) await rig.clock.advance(10);
    rig.twin.set({ silent: false });
    await rig.clock.advance(5_000);
    expect(rig.reports.map(({ state }) => state)).toEqual(['online']);
  });

  test('whose blade was freed recovers without a technician', async () => {
    const rig = await startedRig();
    rig.twin.set({ cutterJammed: true });
    await rig.clock.advance(10_000);
    expect(rig.lastReport()).toMatchObject({ cause: 'cutter-error' });
    rig.twin.set({ cutterJammed: false });
    await rig.clock.advance(40_000);
    expect(rig.lastReport()).toMatchObject({ state: 'online' });
  });

  test('is left alone once stopped', async () => {
    const rig = await startedRig();
    await rig.done(rig.printer.stop());
    const asked = rig.timesSent([0x10, 0x04]);
    await rig.clock.advance(30_000);
    expect(rig.timesSent([0x10, 0x04])).toBe(asked);
  });
});
