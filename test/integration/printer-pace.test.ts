import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceReport } from '../../core/devices/states.ts';
import { createReceiptPrinter, type ReceiptPrinter } from '../../hardware/printer/driver.ts';
import { createPrinterTwin, type PrinterTwin } from '../../hardware/printer/twin.ts';
import { serialPortOpener } from '../../hardware/serial/serial-port.ts';
import { realClock } from '../../host/real-clock.ts';
import { type PtyPair, ptyPair } from '../../tools/rig/pty-pair.ts';
import { sampleSlip } from '../hardware/printer/sample-slip.ts';

const baudRate = 115_200;
const clock = realClock();
const soon = { timeout: 15_000, interval: 20 };

let ptys: PtyPair;
let twin: PrinterTwin;
let printer: ReceiptPrinter;
let reports: DeviceReport[];
let arrived: { readonly atMs: number; readonly chunk: Uint8Array }[];
let unplugTwin: () => Promise<void>;

async function plugInTwin(): Promise<void> {
  const port = await serialPortOpener({ path: ptys.devicePath, baudRate, clock })();
  if (!port.ok) throw new Error(port.error);
  port.value.onBytes((chunk) => void arrived.push({ atMs: clock.monotonicMs(), chunk }));
  twin.attach(port.value);
  unplugTwin = port.value.close;
}

beforeEach(async () => {
  ptys = await ptyPair();
  twin = createPrinterTwin({ clock, baudRate, paperWidthMm: 80 });
  arrived = [];
  await plugInTwin();
  reports = [];
  printer = createReceiptPrinter({
    open: serialPortOpener({ path: ptys.kioskPath, baudRate, clock }),
    clock,
    paperWidthMm: 80,
    onState: (report) => void reports.push(report),
    options: { baudRate },
  });
  printer.start();
  await expect.poll(() => reports.at(-1)?.state, soon).toBe('online');
});

afterEach(async () => {
  await printer.stop();
  await unplugTwin();
  await ptys.dispose();
});

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Prints one slip: how long until its first byte is at the printer, and the share of the line's speed it used. */
async function timed() {
  arrived = [];
  let cutAtMs = 0;
  const stop = twin.onSlip(() => {
    cutAtMs = clock.monotonicMs();
  });
  const askedAtMs = clock.monotonicMs();
  expect(await printer.print(sampleSlip)).toEqual({ outcome: 'printed' });
  stop();
  const begin = Buffer.from([0x1b, 0x40, 0x1c, 0x26]);
  const first = arrived.find(({ chunk }) => Buffer.from(chunk).includes(begin));
  const { bytes } = twin.slips().at(-1)!;
  const lineMs = (bytes.length * 10_000) / baudRate;
  return { firstByteMs: first!.atMs - askedAtMs, lineUse: lineMs / (cutAtMs - first!.atMs) };
}

test('an idle printer has the first byte of a slip within 30 ms, and its line is never idle until the cut', async () => {
  await timed();
  const slips = [];
  for (let at = 0; at < 9; at += 1) slips.push(await timed());
  expect(median(slips.map(({ firstByteMs }) => firstByteMs))).toBeLessThanOrEqual(30);
  expect(median(slips.map(({ lineUse }) => lineUse))).toBeGreaterThanOrEqual(0.95);
});

test('an idle printer that is unplugged and plugged in again is noticed within two seconds each time', async () => {
  for (let at = 0; at < 3; at += 1) {
    await ptys.unplug();
    await expect.poll(() => reports.at(-1)?.state, { timeout: 2_000, interval: 10 }).toBe('no-device');
    await ptys.replug();
    await plugInTwin();
    await expect.poll(() => reports.at(-1)?.state, { timeout: 2_000, interval: 10 }).toBe('online');
  }
});
