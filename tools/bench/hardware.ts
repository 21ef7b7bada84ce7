import type { DeviceReport } from '../../core/devices/states.ts';
import type { CardEvent } from '../../core/identity/id-card.ts';
import { createIdCardReader } from '../../hardware/id-card/driver.ts';
import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import { createIdCardTwin } from '../../hardware/id-card/twin.ts';
import { createReceiptPrinter } from '../../hardware/printer/driver.ts';
import { createPrinterTwin, type PrintedSlip } from '../../hardware/printer/twin.ts';
import { realClock } from '../../machine/real-clock.ts';
import { spread } from '../rig/figures.ts';
import { cardReadLineMs, codecFramesPerSecond } from './card-frames.ts';
import { onPty } from './device-on-pty.ts';
import { noiseMeter } from './noise.ts';
import type { Noise } from './noise.ts';
import { benchSlip, slipTitle } from './slip.ts';
import { inTime, tellings } from './waiting.ts';

const baudRate = 115_200;
const paperWidthMm = 80;
const bitsPerByte = 10;
/** Each takes two seconds; the figure is far from its bound. */
const replugs = 5;

/** The drivers over real pseudo-terminals, beyond the time that their bytes need on the line. */
export async function benchHardware(rounds: number) {
  const noise = noiseMeter();
  noise.sample();
  const framesPerSecond = codecFramesPerSecond();
  console.log('card reader …');
  const reader = await benchReader(rounds, noise);
  console.log('receipt printer …');
  const printer = await benchPrinter(rounds, noise);
  return {
    rounds,
    framesPerSecond,
    idReadOverheadMs: spread(reader.overheadMs),
    printFirstByteMs: spread(printer.firstByteMs),
    printLineUse: thousandths(median(printer.lineUse)),
    replugMs: spread([...reader.replugMs, ...printer.replugMs]),
    unplugNoticedMs: spread([...reader.noticedMs, ...printer.noticedMs]),
    noise: noise.figures(),
  };
}

async function benchReader(rounds: number, noise: Noise) {
  const clock = realClock();
  const twin = createIdCardTwin({ clock, baudRate });
  const line = await onPty(twin, baudRate);
  const reports = tellings<DeviceReport>();
  const cards = tellings<CardEvent['state']>();
  const reader = createIdCardReader({
    open: line.open,
    clock,
    onCard: ({ state }) => cards.tell(state),
    onState: reports.tell,
  });
  reader.start();
  try {
    await reports.when(({ state }) => state === 'online');
    const lineMs = cardReadLineMs(baudRate);
    const overheadMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      noise.sample();
      // Any moment between two questions is as good as another to a customer.
      await inTime(200 + ((round * 37) % 100));
      const startedMs = performance.now();
      twin.lay(twinDemoCards.resident);
      overheadMs.push((await cards.when((state) => state === 'read')) - startedMs - lineMs);
      twin.lift();
      await cards.when((state) => state === 'lifted');
    }
    return { overheadMs, ...(await line.replugged(replugs, reports)) };
  } finally {
    await reader.stop();
    await line.dispose();
  }
}

async function benchPrinter(rounds: number, noise: Noise) {
  const clock = realClock();
  const twin = createPrinterTwin({ clock, baudRate, paperWidthMm });
  const line = await onPty(twin, baudRate);
  const reports = tellings<DeviceReport>();
  const printer = createReceiptPrinter({
    open: line.open,
    clock,
    paperWidthMm,
    onState: reports.tell,
    options: { baudRate },
  });
  let cutAtMs = 0;
  twin.onSlip(() => {
    cutAtMs = performance.now();
  });
  printer.start();
  try {
    await reports.when(({ state }) => state === 'online');
    const firstByteMs: number[] = [];
    const lineUse: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      noise.sample();
      await inTime(300 + ((round * 37) % 100));
      const firstText = line.whenHeard(slipTitle);
      const startedMs = performance.now();
      const printed = printer.print(benchSlip);
      const firstAtMs = await firstText;
      const { outcome } = await printed;
      if (outcome !== 'printed') throw new Error(`a slip of the bench ended as ${outcome}`);
      firstByteMs.push(firstAtMs - startedMs);
      lineUse.push(titleToCutMs(twin.slips().at(-1)) / (cutAtMs - firstAtMs));
    }
    return { firstByteMs, lineUse, ...(await line.replugged(replugs, reports)) };
  } finally {
    await printer.stop();
    await line.dispose();
  }
}

/** Time on the line of a slip's bytes from its title to its cut. */
function titleToCutMs(slip: PrintedSlip | undefined): number {
  if (slip === undefined) throw new Error('the twin has put out no slip');
  const from = Buffer.from(slip.bytes).indexOf(slipTitle);
  return ((slip.bytes.length - from) * bitsPerByte * 1_000) / baudRate;
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;
}

function thousandths(share: number): number {
  return Math.round(share * 1_000) / 1_000;
}
