import { expect } from 'vitest';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { CardEvent } from '../../core/identity/id-card.ts';
import { ok } from '../../core/lib/result.ts';
import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import { createIdCardReader } from '../../hardware/id-card/driver.ts';
import { createIdCardTwin } from '../../hardware/id-card/twin.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import type { PortOpener } from '../../hardware/port.ts';
import { manualClock } from './manual-clock.ts';

export type ReaderBench = ReturnType<typeof readerBench>;

/** Changes what the kiosk hears, as a bad cable does. */
type Tamper = (chunk: Uint8Array) => Uint8Array;

/** A driver and a twin on one memory line, with a clock that stands still until it is told otherwise. */
export function readerBench(baudRate = 115_200) {
  const clock = manualClock();
  const line = memoryLine();
  const twin = createIdCardTwin({ clock, baudRate });
  const told: string[] = [];
  const cards: CardEvent[] = [];
  const reports: DeviceReport[] = [];
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
  });
  const lastReport = () => {
    const { state, cause } = reports.at(-1)!;
    return [state, cause];
  };
  return { clock, line, twin, told, cards, reports, cable, reader, lastReport };
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
