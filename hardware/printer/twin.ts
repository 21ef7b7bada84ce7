import type { Clock } from '../../core/lib/clock.ts';
import type { Port } from '../port.ts';
import type { PrintedSlip } from './paper-path.ts';
import type { PaperWidthMm } from './paper.ts';
import { createTwinMachine } from './twin-machine.ts';
import type { TwinControls } from './twin-status.ts';
import { createPacedWire } from './wire.ts';

export type { PrintedSlip } from './paper-path.ts';
export type { TwinControls } from './twin-status.ts';

export type PrinterTwin = {
  /** Connects it to the device end of a line; the newest connection gets the answers. Returns how to unplug. */
  readonly attach: (port: Port) => () => void;
  readonly set: (change: Partial<TwinControls>) => void;
  /** Oldest first; the last may hang out of the printer still. */
  readonly slips: () => readonly PrintedSlip[];
  /** Hears of each slip when it is cut. */
  readonly onSlip: (listener: (slip: PrintedSlip) => void) => () => void;
};

/** A receipt printer made of software: the same bytes in and out, the same pace, the same sulks. */
export function createPrinterTwin(deps: {
  readonly clock: Clock;
  readonly baudRate: number;
  readonly paperWidthMm: PaperWidthMm;
}): PrinterTwin {
  const listeners = new Set<(slip: PrintedSlip) => void>();
  let port: Port | null = null;
  const machine = createTwinMachine(deps.paperWidthMm, {
    say: (bytes) => void port?.write(Uint8Array.from(bytes), answerDeadlineMs),
    onSlip(slip) {
      for (const listener of listeners) listener(slip);
    },
  });

  return {
    attach(attached) {
      const wire = createPacedWire(deps.clock, deps.baudRate, machine.receive);
      port = attached;
      const stopBytes = attached.onBytes(wire.push);
      function unplug(): void {
        stopBytes();
        wire.cut();
        if (port === attached) port = null;
      }
      attached.onClosed(unplug);
      return unplug;
    },
    set: machine.set,
    slips: machine.slips,
    onSlip(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const answerDeadlineMs = 1_000;
