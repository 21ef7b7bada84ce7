import { afterEach, beforeEach, expect } from 'vitest';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { CardEvent } from '../../core/identity/id-card.ts';
import { ok } from '../../core/lib/result.ts';
import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import { createIdCardReader } from '../../hardware/id-card/driver.ts';
import type { IdCardReaderDeps } from '../../hardware/id-card/driver.ts';
import type { Refusal } from '../../hardware/id-card/sam-line.ts';
import { createIdCardTwin } from '../../hardware/id-card/twin.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import type { PortOpener } from '../../hardware/port.ts';
import { manualClock } from './manual-clock.ts';

export type ReaderBench = ReturnType<typeof readerBench>;

/** Changes what the kiosk hears, as a bad cable does. */
type Tamper = (chunk: Uint8Array) => Uint8Array;

type BenchSettings = Pick<IdCardReaderDeps, 'withFingerprint'> & {
  readonly baudRate?: number;
  /** The twin's. */
  readonly options?: Readonly<Record<string, string>>;
};

/** The bench of the running test. */
export let bench: ReaderBench;

/** For each test of a file a bench whose reader is started and in order. */
export function benchForEachTest(): void {
  beforeEach(async () => {
    bench = readerBench();
    bench.reader.start();
    await bench.clock.advance(100);
  });
  afterEach(() => bench.reader.stop());
}

/** A driver and a twin on one memory line, with a clock that stands still until it is told otherwise. */
export function readerBench({
  baudRate = 115_200,
  options = {},
  withFingerprint = false,
}: BenchSettings = {}) {
  const clock = manualClock();
  const line = memoryLine();
  const twin = createIdCardTwin({ clock, baudRate, options });
  const told: string[] = [];
  const cards: CardEvent[] = [];
  const reports: DeviceReport[] = [];
  const refusals: Refusal[] = [];
  const cable: { tamper: Tamper; openings: number } = { tamper: (chunk) => chunk, openings: 0 };
  line.onConnection((device) => void twin.attach(device));

  const open: PortOpener = async () => {
    cable.openings += 1;
    const port = await line.kiosk();
    if (!port.ok) return port;
    const { onBytes } = port.value;
    return ok({ ...port.value, onBytes: (listener) => onBytes((chunk) => listener(cable.tamper(chunk))) });
  };
  const reader = createIdCardReader({
    open,
    clock,
    onCard(event) {
      cards.push(event);
      told.push(event.state === 'trouble' ? event.trouble : event.state);
    },
    onState: (report) => reports.push(report),
    onRefusal: (refusal) => refusals.push(refusal),
    withFingerprint,
  });
  /** `times` 0 mends it. `at` as in `TwinFaults`. */
  const fault = (name: string, times = 1, at: number | null = null) =>
    expect(twin.setFault({ name, at, times })).toBe(true);
  const lastReport = () => {
    const { state, cause } = reports.at(-1)!;
    return [state, cause];
  };
  return { clock, line, twin, fault, told, cards, reports, refusals, cable, reader, lastReport };
}

/** Whatever went wrong before: a card laid now is read, and lifting it is noticed. */
export async function expectNextReadToWork({ clock, twin, told, lastReport }: ReaderBench) {
  twin.lift();
  await clock.advance(6_000);
  told.length = 0;
  twin.lay(twinDemoCards.resident);
  await clock.advance(1_000);
  twin.lift();
  await clock.advance(1_000);
  expect(told).toEqual(['laid', 'read', 'lifted']);
  expect(lastReport()).toEqual(['online', null]);
}

/** Lets time pass in small steps until the driver has told something. */
export async function untilTold({ clock, told }: ReaderBench, what: string) {
  for (let waitedMs = 0; !told.includes(what); waitedMs += 1) {
    expect(waitedMs).toBeLessThan(10_000);
    await clock.advance(1);
  }
}

export const damages = ['bad-checksum', 'wrong-length', 'half-frame', 'noise'] as const;
export type Damage = (typeof damages)[number];

/** What a bad cable does to the next `times` answers that carry a card's content. */
export function damageReads({ cable }: ReaderBench, damage: Damage, times: number) {
  let readsLeft = times;
  let chunksOfRead: number | null = null;
  cable.tamper = (chunk) => {
    const isHead = chunk[0] === 0xaa && chunk[4] === 0x69;
    if (isHead && chunk[5] === 0x05) chunksOfRead = readsLeft-- > 0 ? 0 : null;
    else if (isHead) chunksOfRead = null;
    return chunksOfRead === null ? chunk : damaged(chunk, damage, chunksOfRead++);
  };
}

function damaged(chunk: Uint8Array, damage: Damage, place: number): Uint8Array {
  switch (damage) {
    case 'bad-checksum':
      return place === 3 ? chunk.with(0, chunk[0]! ^ 0x40) : chunk;
    case 'wrong-length':
      return place === 0 ? chunk.with(6, chunk[6]! ^ 0x10) : chunk;
    case 'half-frame':
      return place < 9 ? chunk : new Uint8Array(0);
    case 'noise':
      return place === 0 ? Uint8Array.of(...noise, ...chunk) : chunk;
  }
}

/** Ends in a preamble with an impossible length: the worst place for a scanner to lose its way. */
const noise = [0x00, 0xff, 0x11, 0x22, 0xaa, 0xaa, 0xaa, 0x96, 0x69, 0xff, 0xff];
