import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceReport } from '../../../core/devices/states.ts';
import type { PrintOutcome, Slip } from '../../../core/slips/slip.ts';
import { receiptPrinterKind } from '../../../hardware/printer/cli.ts';
import { createReceiptPrinter, type ReceiptPrinter } from '../../../hardware/printer/driver.ts';
import type { DeviceBench, OpenDeviceBench } from '../../support/device-bench.ts';

/** Paper of a real printer is spent only when the person beside it says so. */
const mayPrint = process.env['CARE_KIOSK_PRINT'] === '1';

const slip: Slip = {
  blocks: [
    { kind: 'text', text: '打印测试', size: 2, align: 'centre', bold: true },
    { kind: 'pair', label: '受理号', value: 'K0-000000', size: 1 },
    { kind: 'rule' },
    { kind: 'text', text: '这不是凭条。', size: 1, align: 'left', bold: false },
  ],
};

/** How a slip ends that each fault strikes once and a person mends a second and a half later. */
const outcomes: Readonly<Record<string, readonly PrintOutcome['outcome'][]>> = {
  silent: ['printed'],
  'paper-out-at-line': ['printed'],
  'cover-at-line': ['printed'],
  'cutter-jam': ['printed'],
  overheat: ['printed'],
  // The wrong bit may be the one that says "no paper".
  'garble-status': ['printed', 'not-printed'],
  'no-process-id': ['unknown'],
  'slow-buffer': ['printed'],
};

/** What every receipt printer must do, over whatever line it stands. Runs in real time. */
export function receiptPrinterSuite(name: string, openBench: OpenDeviceBench): void {
  describe(`a receipt printer on ${name}`, () => {
    let bench: DeviceBench;
    let printer: ReceiptPrinter;
    let reports: DeviceReport[];

    beforeEach(async () => {
      bench = await openBench(receiptPrinterKind);
      reports = [];
      printer = createReceiptPrinter({
        open: bench.open,
        clock: bench.clock,
        paperWidthMm: 80,
        onState: (report) => void reports.push(report),
        options: { baudRate: receiptPrinterKind.defaultSettings.baudRate },
      });
      printer.start();
      await expect.poll(state, { timeout: 10_000 }).toBe('online');
      // Behind what it does to get ready: a fault is to strike a slip, not that.
      expect(await printer.selfTest()).toMatchObject({ passed: true });
    });
    afterEach(async () => {
      await printer.stop();
      await bench.dispose();
    });

    const state = () => reports.at(-1)?.state;
    const order = (...words: [string, ...string[]]) =>
      bench.twin?.orders[words[0]]?.obey(words.slice(1)) ?? null;
    const slipsOut = () => order('slips');

    test('it says who and how it is, and spends no paper on that', async () => {
      const { passed, findings } = await printer.selfTest();
      expect(passed).toBe(true);
      expect(findings.map((finding) => finding.name).join(' ')).toBe(
        'printer paper maker model firmware serialNumber confirmation changes',
      );
      if (bench.twin !== null) expect(slipsOut()).toBe('0 so far');
    });

    test('it prints a slip once and confirms it', async () => {
      if (bench.twin === null && !mayPrint) return expect(state()).toBe('online');
      expect(await printer.print(slip)).toEqual({ outcome: 'printed' });
      if (bench.twin !== null) expect(slipsOut()).toBe('1 so far');
    }, 70_000);

    test('every fault it can have ends in a named outcome, and the next slip is printed', async () => {
      if (bench.twin === null) return expect(state()).toBe('online');
      for (const fault of bench.twin.faults) {
        expect(bench.twin.setFault({ name: fault, at: 2, times: 1 }), fault).toBe(true);
        const printing = printer.print(slip);
        await new Promise<void>((passed) => bench.clock.after(1_500, passed));
        expect(order('mend')).toBeNull();
        expect(outcomes[fault], fault).toContain((await printing).outcome);
        await expect.poll(state, { timeout: 15_000 }).toBe('online');
        expect(await printer.print(slip), fault).toEqual({ outcome: 'printed' });
      }
    }, 300_000);

    test('paper that is low, out and back is told, and stops only what it must', async () => {
      if (bench.twin === null) return expect(reports.at(-1)?.paper).toMatch(/^(full|low)$/);
      const paper = () => reports.at(-1)?.paper;
      order('paper', 'low');
      await expect.poll(paper, { timeout: 3_000 }).toBe('low');
      expect(await printer.print(slip)).toEqual({ outcome: 'printed' });
      order('paper', 'out');
      await expect.poll(state, { timeout: 3_000 }).toBe('user-error');
      expect(await printer.print(slip)).toEqual({ outcome: 'not-printed', reason: 'paper-out' });
      order('paper', 'full');
      await expect.poll(state, { timeout: 3_000 }).toBe('online');
    });

    test('unplugged it is missing within two seconds, and plugged in again it is served within two', async () => {
      if (bench.twin === null) return expect(state()).toBe('online');
      await bench.unplug();
      await expect.poll(state, { timeout: 2_000 }).toBe('no-device');
      expect(await printer.print(slip)).toEqual({ outcome: 'not-printed', reason: 'printer-missing' });
      await bench.replug();
      await expect.poll(state, { timeout: 2_000 }).toBe('online');
      expect(await printer.print(slip)).toEqual({ outcome: 'printed' });
    });
  });
}
