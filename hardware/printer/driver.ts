import type { DeviceReport } from '../../core/devices/states.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import type { PrintOutcome, Slip } from '../../core/slips/slip.ts';
import type { PortOpener, PortTrouble } from '../port.ts';
import { createExamination, unseen } from './examination.ts';
import { createLink } from './link.ts';
import type { PaperWidthMm } from './paper.ts';
import { createPrinting, notPrinted } from './printing.ts';
import { type PrinterStatus, reportOf } from './status.ts';
import { type PrinterTiming, printerTiming } from './timing.ts';

export type ReceiptPrinterOptions = {
  /** Only for deadlines; the opener sets the line. The default is the slowest in use, so deadlines are never too short. */
  readonly baudRate?: number;
  readonly timing?: Partial<PrinterTiming>;
};

export type ReceiptPrinter = {
  readonly start: () => void;
  /** Closes the line for good; a slip under way ends as `unknown`. */
  readonly stop: () => Promise<void>;
  /** Prints once, behind any slip under way. Never rejects, never sends a slip again. */
  readonly print: (slip: Slip) => Promise<PrintOutcome>;
};

/** An ESC/POS receipt printer on a serial line. `onState` hears every change, and nothing twice in a row. */
export function createReceiptPrinter(deps: {
  readonly open: PortOpener;
  readonly clock: Clock;
  readonly paperWidthMm: PaperWidthMm;
  readonly onState: (report: DeviceReport) => void;
  readonly options?: ReceiptPrinterOptions;
}): ReceiptPrinter {
  const { clock, paperWidthMm } = deps;
  const { baudRate = 9_600 } = deps.options ?? {};
  const timing = { ...printerTiming, ...deps.options?.timing };
  const tell = onChange(deps.onState);
  /** Whoever has the line has it alone: a question in the middle of a command would be taken for its data. */
  const inTurn = oneAtATime();
  const examine = createExamination(clock, timing, tell);
  const printing = createPrinting({ clock, timing, baudRate, paperWidthMm, examine });
  const link = createLink({ open: deps.open, clock, onUp: printing.watch, onDown });
  let isRunning = false;
  let cancelTending = () => {};

  function tendIn(delayMs: number): void {
    cancelTending();
    if (isRunning) cancelTending = clock.after(delayMs, () => void inTurn(tend));
  }

  async function tend(): Promise<void> {
    const line = await link.connect();
    if (line !== null) await examine(line);
    tendIn(link.isUp() ? timing.heartbeatMs : timing.reconnectMs);
  }

  function onDown(cause: PortTrouble): void {
    // Closed by ourselves: what was told before is still true.
    if (cause !== 'closed') tell(unseen(cause === 'gone' ? 'printer-missing' : 'printer-silent'));
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      void inTurn(tend);
    },
    async stop() {
      isRunning = false;
      cancelTending();
      await link.close();
      await inTurn(async () => {});
    },
    print: (slip) =>
      inTurn(async () => {
        const line = await link.connect();
        return line === null ? notPrinted('printer-missing') : printing.print(line, slip);
      }),
  };
}

function onChange(onState: (report: DeviceReport) => void): (status: PrinterStatus) => void {
  let last: PrinterStatus | null = null;
  return (status) => {
    if (status.trouble === last?.trouble && status.paper === last.paper) return;
    last = status;
    onState(reportOf(status));
  };
}
