import type { Input } from '../core/contract/calls.ts';
import type { demoCards, DockState } from '../core/contract/dock-calls.ts';
import type { Clock } from '../core/lib/clock.ts';
import { twinDemoCards } from '../hardware/id-card/demo-cards.ts';
import { createIdCardTwin } from '../hardware/id-card/twin.ts';
import { memoryLine } from '../hardware/memory-line.ts';
import type { PortOpener } from '../hardware/port.ts';
import type { PaperWidthMm } from '../hardware/printer/paper.ts';
import { slipSvg } from '../hardware/printer/picture.ts';
import { createPrinterTwin } from '../hardware/printer/twin.ts';

/** What the twins on the bench know of themselves; the rest of the dock's state is the kiosk's. */
export type BenchState = Omit<DockState, 'networkUp' | 'handsetLifted' | 'staffCalled'>;

/** Device twins on cables of their own, as they stand beside a demo kiosk. */
export type TwinBench = {
  readonly openReader: PortOpener;
  readonly openPrinter: PortOpener;
  readonly state: () => BenchState;
  readonly set: (wish: Input<'dock.set'>) => void;
  /** SVG of a slip as it came out; 0 is the newest. Null when there is no such slip. */
  readonly slip: (index: number) => string | null;
};

/** The usual speed of both devices' USB serial lines; the twins keep its pace. */
export const twinBaudRate = 115_200;

export function createTwinBench(clock: Clock, paperWidthMm: PaperWidthMm, onSlip: () => void): TwinBench {
  const readerLine = memoryLine();
  const printerLine = memoryLine();
  const reader = createIdCardTwin({ clock, baudRate: twinBaudRate });
  const printer = createPrinterTwin({ clock, baudRate: twinBaudRate, paperWidthMm });
  readerLine.onConnection((port) => void reader.attach(port));
  printerLine.onConnection((port) => void printer.attach(port));
  printer.onSlip(onSlip);

  let card: (typeof demoCards)[number] | null = null;
  let readerUnplugged = false;
  let print: Pick<DockState, 'paper' | 'coverOpen' | 'printerSilent'> = {
    paper: 'full',
    coverOpen: false,
    printerSilent: false,
  };

  function setCard(wished: typeof card): void {
    card = wished;
    if (wished === null) reader.lift();
    else reader.lay(twinDemoCards[wished]);
  }

  function setUnplugged(wished: boolean): void {
    readerUnplugged = wished;
    if (wished) readerLine.cut();
    else readerLine.restore();
  }

  return {
    openReader: readerLine.kiosk,
    openPrinter: printerLine.kiosk,
    state: () => ({ card, ...print, readerUnplugged, slips: printer.slips().length }),
    set(wish) {
      if (wish.card !== undefined) setCard(wish.card);
      if (wish.readerUnplugged !== undefined) setUnplugged(wish.readerUnplugged);
      const { paper = print.paper, coverOpen = print.coverOpen, printerSilent = print.printerSilent } = wish;
      print = { paper, coverOpen, printerSilent };
      printer.set({ paper, coverOpen, silent: printerSilent });
    },
    slip(index) {
      const slip = printer.slips().at(-1 - index);
      return slip === undefined ? null : slipSvg(slip, paperWidthMm);
    },
  };
}
