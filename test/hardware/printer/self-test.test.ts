import { describe, expect, test } from 'vitest';
import { memoryLine } from '../../../hardware/memory-line.ts';
import { createReceiptPrinter } from '../../../hardware/printer/driver.ts';
import { createRealTimeFilter } from '../../../hardware/printer/real-time.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { printerRig, slipSaying } from './rig.ts';

async function tested(
  change: Parameters<ReturnType<typeof printerRig>['twin']['set']>[0] = {},
  afterMs = 5_000,
) {
  const rig = printerRig();
  rig.twin.set(change);
  rig.printer.start();
  await rig.clock.advance(afterMs);
  const { passed, findings } = await rig.done(rig.printer.selfTest());
  return { rig, passed, findings: Object.fromEntries(findings.map(({ name, value }) => [name, value])) };
}

describe('the self-test of a receipt printer', () => {
  test('says who it is, how it is, and how it proves and tells, without paper', async () => {
    const { rig, passed, findings } = await tested();
    expect(passed).toBe(true);
    expect(findings).toEqual({
      printer: 'ready',
      paper: 'full',
      maker: 'CARE',
      model: 'TWIN',
      firmware: '1.0',
      serialNumber: '0',
      confirmation: 'process id',
      changes: 'told at once',
    });
    expect(rig.twin.slips()).toEqual([]);
    expect(rig.timesSent([0x1d, 0x56])).toBe(0);
  });

  test('passes for a clone that knows less', async () => {
    const { passed, findings } = await tested({
      supportsProcessId: false,
      supportsAutomaticStatus: false,
      paper: 'low',
    });
    expect(passed).toBe(true);
    expect(findings).toMatchObject({
      paper: 'low',
      confirmation: 'paper sensor',
      changes: 'seen by asking',
    });
  });

  test.each([
    [{ paper: 'out' }, 'paper-out', 'out'],
    [{ coverOpen: true }, 'cover-open', 'full'],
    [{ silent: true }, 'printer-silent', 'unknown'],
  ] as const)('fails with %o, and says why', async (change, printer, paper) => {
    const { passed, findings } = await tested(change, 500);
    expect(passed).toBe(false);
    expect(findings).toEqual({ printer, paper });
  });

  test('goes on without an answer to who it is', async () => {
    const rig = printerRig();
    rig.printer.start();
    await rig.clock.advance(5_000);
    // Four status answers, then the names.
    const testing = rig.printer.selfTest();
    while (rig.timesSent([0x1d, 0x49]) === 0) await rig.clock.advance(1);
    rig.twin.setFault({ name: 'silent', at: null, times: 1 });
    const { passed, findings } = await rig.done(testing);
    expect(passed).toBe(true);
    expect(findings.find(({ name }) => name === 'maker')?.value).toBe('not told');
    expect(findings.find(({ name }) => name === 'model')?.value).toBe('TWIN');
  });

  test('fails within ten seconds while a slip is waiting for paper', async () => {
    const rig = printerRig();
    rig.printer.start();
    await rig.clock.advance(5_000);
    rig.twin.set({ paperOutAtLine: 2 });
    const printing = rig.printer.print(slipSaying('甲'));
    await rig.clock.advance(1_000);
    const beganMs = rig.clock.monotonicMs();
    expect(await rig.done(rig.printer.selfTest())).toEqual({
      passed: false,
      findings: [{ name: 'printer', value: 'busy with a slip', isGood: false }],
    });
    expect(rig.clock.monotonicMs() - beganMs).toBeLessThan(10_000);
    rig.twin.set({ paper: 'full' });
    expect(await rig.done(printing)).toEqual({ outcome: 'printed' });
  });

  test('fails without a line, and without a started driver', async () => {
    const rig = printerRig();
    const missing = { passed: false, findings: [{ name: 'printer', value: 'no line', isGood: false }] };
    expect(await rig.done(rig.printer.selfTest())).toEqual(missing);
    rig.cable.cut();
    rig.printer.start();
    expect(await rig.done(rig.printer.selfTest())).toEqual(missing);
  });

  test('fails for a printer that answers how it is, and nothing it could confirm a slip with', async () => {
    const { printer, clock } = halfDeafPrinter();
    printer.start();
    await clock.advance(10_000);
    const testing = printer.selfTest();
    await clock.advance(9_000);
    const { passed, findings } = await testing;
    expect(passed).toBe(false);
    expect(findings).toContainEqual({ name: 'confirmation', value: 'none', isGood: false });
    expect(findings).toContainEqual({ name: 'maker', value: 'not asked', isGood: true });
    const printing = printer.print(slipSaying('甲'));
    await clock.advance(10_000);
    expect(await printing).toEqual({ outcome: 'not-printed', reason: 'printer-silent' });
  });
});

/** Answers real-time questions only: its buffer stands still. */
function halfDeafPrinter() {
  const clock = manualClock();
  const cable = memoryLine();
  cable.onConnection((device) => {
    const filter = createRealTimeFilter({
      statusAsked: () => void device.write(Uint8Array.of(0x12), 0),
      recoveryAsked: () => {},
      byte: () => {},
    });
    device.onBytes((chunk) => chunk.forEach(filter));
  });
  const printer = createReceiptPrinter({
    open: cable.kiosk,
    clock,
    paperWidthMm: 80,
    onState: () => {},
    options: { baudRate: 115_200 },
  });
  return { clock, printer };
}
