import { afterEach, beforeEach, expect, test } from 'vitest';
import { realClock } from '../../machine/real-clock.ts';
import { type PrinterBench, printerBench } from '../support/printer-bench.ts';
import { sampleSlip } from '../hardware/printer/sample-slip.ts';

const baudRate = 115_200;
const clock = realClock();

let bench: PrinterBench;
let arrived: { readonly atMs: number; readonly chunk: Uint8Array }[] = [];

beforeEach(async () => {
  bench = await printerBench({ baudRate }, (chunk) => {
    arrived.push({ atMs: clock.monotonicMs(), chunk });
  });
});
afterEach(() => bench.dispose());

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Prints one slip: how long until its first byte is at the printer, and the share of the line's speed it used. */
async function timed() {
  const { twin, printer } = bench;
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
  const { reports, unplug, replug } = bench;
  for (let at = 0; at < 3; at += 1) {
    await unplug();
    await expect.poll(() => reports.at(-1)?.state, { timeout: 2_000, interval: 10 }).toBe('no-device');
    await replug();
    await expect.poll(() => reports.at(-1)?.state, { timeout: 2_000, interval: 10 }).toBe('online');
  }
});
