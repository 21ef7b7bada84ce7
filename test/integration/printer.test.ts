import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { Slip } from '../../core/slips/slip.ts';
import { createReceiptPrinter, type ReceiptPrinter } from '../../hardware/printer/driver.ts';
import { createPrinterTwin, type PrinterTwin } from '../../hardware/printer/twin.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { realClock } from '../../host/real-clock.ts';
import { type PtyPair, ptyPair } from '../../tools/rig/pty-pair.ts';

const baudRate = 19_200;
const clock = realClock();
const soon = { timeout: 15_000, interval: 20 };

const slip: Slip = {
  blocks: [
    { kind: 'text', text: '业务受理凭条', size: 2, align: 'centre', bold: true },
    ...Array.from({ length: 20 }, (_, at) => ({
      kind: 'pair' as const,
      label: `第${at + 1}项`,
      value: '已受理',
    })),
    { kind: 'qr', data: 'https://example.invalid/s/K0017-2026-000042' },
  ],
};

let ptys: PtyPair;
let twin: PrinterTwin;
let printer: ReceiptPrinter;
let reports: DeviceReport[];
let unplugTwin: () => Promise<void>;

async function plugInTwin(): Promise<void> {
  const port = await serialPortOpener({ path: ptys.devicePath, baudRate, clock })();
  if (!port.ok) throw new Error(port.error);
  twin.attach(port.value);
  unplugTwin = port.value.close;
}

beforeEach(async () => {
  ptys = await ptyPair();
  twin = createPrinterTwin({ clock, baudRate, paperWidthMm: 80 });
  await plugInTwin();
  reports = [];
  printer = createReceiptPrinter({
    open: serialPortOpener({ path: ptys.kioskPath, baudRate, clock }),
    clock,
    paperWidthMm: 80,
    onState: (report) => void reports.push(report),
    options: { baudRate, timing: { heartbeatMs: 200 } },
  });
  printer.start();
  await expect.poll(() => reports.at(-1)?.state, soon).toBe('online');
});

afterEach(async () => {
  await printer.stop();
  await unplugTwin();
  await ptys.dispose();
});

describe('a receipt printer on a real tty', () => {
  test('prints a slip and confirms it', async () => {
    expect(await printer.print(slip)).toEqual({ outcome: 'printed' });
    expect(twin.slips()).toHaveLength(1);
    expect(twin.slips()[0]).toMatchObject({ cut: true });
    expect(twin.slips()[0]?.document).toHaveLength(22);
  });

  test('prints nothing without paper, and prints once paper is in', async () => {
    twin.set({ paper: 'out' });
    expect(await printer.print(slip)).toEqual({ outcome: 'not-printed', reason: 'paper-out' });
    twin.set({ paper: 'full' });
    expect(await printer.print(slip)).toEqual({ outcome: 'printed' });
    expect(twin.slips()).toHaveLength(1);
  });

  test('goes on with a slip whose paper ran out on the way, and prints it once', async () => {
    twin.setFault({ name: 'paper-out-at-line', at: 5, times: 1 });
    const printing = printer.print(slip);
    await expect.poll(() => reports.at(-1)?.cause, soon).toBe('paper-out');
    expect(reports.at(-1)?.state).toBe('busy');
    expect(twin.orders['paper']?.obey(['full'])).toBeNull();
    expect(await printing).toEqual({ outcome: 'printed' });
    expect(twin.slips().map(({ document, cut }) => [document.length, cut])).toEqual([[22, true]]);
    expect(reports.at(-1)?.state).toBe('online');
  });

  test('unplugged in the middle of a slip does not know, comes back by itself and prints the next one whole', async () => {
    const printing = printer.print(slip);
    await expect.poll(() => twin.slips().length, soon).toBe(1);
    await ptys.unplug();
    expect(await printing).toEqual({ outcome: 'unknown' });
    expect(reports.at(-1)).toMatchObject({ state: 'no-device', cause: 'printer-missing' });
    await ptys.replug();
    await plugInTwin();
    await expect.poll(() => reports.at(-1)?.state, soon).toBe('online');
    expect(await printer.print(slip)).toEqual({ outcome: 'printed' });
    const documents = twin.slips().map(({ document }) => document.length);
    expect(documents).toHaveLength(2);
    expect(documents[0]).toBeLessThan(22);
    expect(documents[1]).toBe(22);
  });
});
