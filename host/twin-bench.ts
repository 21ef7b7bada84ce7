import type { Input } from '../core/contract/calls.ts';
import type { demoCards, DockState } from '../core/contract/dock-calls.ts';
import type { DeviceName } from '../core/devices/states.ts';
import type { Clock } from '../core/lib/clock.ts';
import type { PaperWidthMm } from '../core/slips/paper.ts';
import { slipSvg } from '../core/slips/picture.ts';
import { deviceKinds } from '../hardware/catalogue.ts';
import { onFaultyLine } from '../hardware/faults/faulty-twin.ts';
import { seededRandom } from '../hardware/faults/seeded-random.ts';
import { twinDemoCards } from '../hardware/id-card/demo-cards.ts';
import { createIdCardTwin } from '../hardware/id-card/twin.ts';
import { memoryLine, type MemoryLine } from '../hardware/memory-line.ts';
import { obey } from '../hardware/order-book.ts';
import type { PortOpener } from '../hardware/port.ts';
import { createPrinterTwin } from '../hardware/printer/twin.ts';
import type { DeviceTwin } from '../hardware/twin.ts';

/** What the twins on the bench know of themselves; the rest of the dock's state is the kiosk's. */
export type BenchState = Omit<DockState, 'networkUp' | 'handsetLifted' | 'staffCalled'>;

/** Device twins on cables of their own, as they stand beside a demo kiosk. */
export type TwinBench = {
  /** The kiosk's end of a device's cable; null for a device that is on no cable. */
  readonly opener: (device: DeviceName) => PortOpener | null;
  readonly state: () => BenchState;
  readonly set: (wish: Input<'dock.set'>) => void;
  /** One order as a person types it, e.g. `lay resident`; answers what to show. Null when there is no such twin. */
  readonly order: (device: DeviceName, words: string) => string | null;
  /** SVG of a slip as it came out; 0 is the newest. Null when there is no such slip. */
  readonly slip: (index: number) => string | null;
};

/** The usual speed of reader and printer on USB; the twins keep its pace. */
export const twinBaudRate = 115_200;

/** As quick as a hand that exchanges two cards. */
const exchangeMs = 400;

/** A demo breaks the same way each time. */
const demoSeed = 1;

type Stand = { readonly line: MemoryLine; readonly twin: DeviceTwin };

export function createTwinBench(clock: Clock, paperWidthMm: PaperWidthMm, onSlip: () => void): TwinBench {
  const random = seededRandom(demoSeed);
  const reader = createIdCardTwin({ clock, baudRate: twinBaudRate });
  const printer = createPrinterTwin({ clock, baudRate: twinBaudRate, paperWidthMm });
  const known: Partial<Record<DeviceName, DeviceTwin>> = {
    'id-card-reader': reader,
    'receipt-printer': printer,
  };
  const stands = new Map<DeviceName, Stand>(
    deviceKinds.map(({ device, defaultSettings: settings, createTwin }) => {
      const twin = known[device] ?? createTwin({ clock, random, settings, options: {} });
      return [device, standOf(onFaultyLine(twin, { clock, random }))];
    }),
  );
  const readerLine = stands.get('id-card-reader')?.line;
  printer.onSlip(onSlip);

  const hand = cardHand(clock, reader);
  let readerUnplugged = false;
  let print: Pick<DockState, 'paper' | 'coverOpen' | 'printerSilent'> = {
    paper: 'full',
    coverOpen: false,
    printerSilent: false,
  };

  function setUnplugged(wished: boolean): void {
    readerUnplugged = wished;
    if (wished) readerLine?.cut();
    else readerLine?.restore();
  }

  return {
    opener: (device) => stands.get(device)?.line.kiosk ?? null,
    state: () => ({ card: hand.card(), ...print, readerUnplugged, slips: printer.slips().length }),
    set(wish) {
      if (wish.card !== undefined) hand.put(wish.card);
      if (wish.readerUnplugged !== undefined) setUnplugged(wish.readerUnplugged);
      const { paper = print.paper, coverOpen = print.coverOpen, printerSilent = print.printerSilent } = wish;
      print = { paper, coverOpen, printerSilent };
      printer.set({ paper, coverOpen, silent: printerSilent });
    },
    order(device, words) {
      const stand = stands.get(device);
      return stand === undefined ? null : obey(stand.twin.orders, words);
    },
    slip(index) {
      const slip = printer.slips().at(-1 - index);
      return slip === undefined ? null : slipSvg(slip, paperWidthMm);
    },
  };
}

type DemoCard = (typeof demoCards)[number];

/** Nobody lays a second card on the first: one is taken away, then the other laid down. */
function cardHand(clock: Clock, reader: ReturnType<typeof createIdCardTwin>) {
  let card: DemoCard | null = null;
  let cancel = () => {};
  return {
    card: () => card,
    put(wished: DemoCard | null): void {
      cancel();
      const isExchange = card !== null && wished !== null;
      card = wished;
      if (wished === null || isExchange) reader.lift();
      if (wished === null) return;
      const lay = () => reader.lay(twinDemoCards[wished]);
      if (isExchange) cancel = clock.after(exchangeMs, lay);
      else lay();
    },
  };
}

function standOf(twin: DeviceTwin): Stand {
  const line = memoryLine();
  line.onConnection((port) => void twin.attach(port));
  return { line, twin };
}
