import type { DeviceReport } from '../../../core/devices/states.ts';
import { err } from '../../../core/lib/result.ts';
import type { Slip } from '../../../core/slips/slip.ts';
import { memoryLine } from '../../../hardware/memory-line.ts';
import type { Port } from '../../../hardware/port.ts';
import { createReceiptPrinter, type ReceiptPrinterOptions } from '../../../hardware/printer/driver.ts';
import { createPrinterTwin } from '../../../hardware/printer/twin.ts';
import { type ManualClock, manualClock } from '../../support/manual-clock.ts';

/** Slow, so that a slip takes long enough to be interrupted. */
const baudRate = 9_600;

/** The driver and the twin on one cable, with time in hand. */
export function printerRig(options: ReceiptPrinterOptions = {}) {
  const clock = manualClock();
  const cable = memoryLine();
  const twin = createPrinterTwin({ clock, baudRate, paperWidthMm: 80 });
  const reports: DeviceReport[] = [];
  const sent: number[] = [];
  let device: Port | null = null;
  let connections = 0;
  let isRefused = false;
  cable.onConnection((port) => {
    device = port;
    connections += 1;
    port.onBytes((chunk) => void sent.push(...chunk));
    twin.attach(port);
  });
  function newDriver() {
    return createReceiptPrinter({
      open: async () => (isRefused ? err('gone') : cable.kiosk()),
      clock,
      paperWidthMm: 80,
      onState: (report) => void reports.push(report),
      options: { baudRate, ...options },
    });
  }

  return {
    clock,
    cable,
    twin,
    printer: newDriver(),
    /** As after a restart of the host: it remembers nothing. */
    newDriver,
    reports,
    connections: () => connections,
    /** From now on the line cannot be opened; the connection there is stays. */
    refuseLines() {
      isRefused = true;
    },
    lastReport: () => reports.at(-1),
    /** How often these bytes have gone to the printer since the start. */
    timesSent: (bytes: readonly number[]) =>
      Buffer.from(sent).toString('latin1').split(Buffer.from(bytes).toString('latin1')).length - 1,
    /** Bytes on the line towards the kiosk that no printer sent. */
    noise: (...bytes: readonly number[]) => void device?.write(Uint8Array.from(bytes), 0),
    /** What has gone to the printer since the last look. */
    newlySent: () => Buffer.from(sent.splice(0)),
    /** Lets time pass until it has settled. */
    done: <T>(work: Promise<T>) => settle(clock, work),
  };
}

export function slipSaying(text: string): Slip {
  const lines = Array.from({ length: 10 }, (_, at) => `${text} ${at + 1}`);
  return { blocks: lines.map((line) => ({ kind: 'text', text: line, size: 1, align: 'left', bold: false })) };
}

/** The words of each piece of paper, line by line. */
export function wordsOn(twin: ReturnType<typeof printerRig>['twin']): readonly (readonly string[])[] {
  return twin
    .slips()
    .map((slip) =>
      slip.document.flatMap((line) =>
        line.kind === 'text' ? [line.runs.map((run) => run.text).join('')] : [],
      ),
    );
}

async function settle<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let isSettled = false;
  const settled = work.finally(() => {
    isSettled = true;
  });
  for (let waitedMs = 0; !isSettled && waitedMs < 60_000; waitedMs += 20) await clock.advance(20);
  if (!isSettled) throw new Error('not settled within the minute the contract gives to a print');
  return settled;
}
