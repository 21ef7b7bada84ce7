import type { Clock } from '../../core/lib/clock.ts';
import type { Random } from '../../core/lib/random.ts';
import type { PaperWidthMm } from '../../core/slips/paper.ts';
import { type LineSettings, plainLine } from '../line-settings.ts';
import { pacedWire } from '../paced-wire.ts';
import type { Port } from '../port.ts';
import type { DeviceTwin } from '../twin.ts';
import type { PrintedSlip } from './paper-path.ts';
import { printerFaults } from './twin-faults.ts';
import { createTwinMachine } from './twin-machine.ts';
import { printerOrders } from './twin-orders.ts';
import type { TwinControls } from './twin-status.ts';

export type { PrintedSlip } from './paper-path.ts';
export type { TwinControls } from './twin-status.ts';

/** The newest connection gets the answers. */
export type PrinterTwin = DeviceTwin & {
  readonly set: (change: Partial<TwinControls>) => void;
  /** The newest two hundred, oldest first; the last may hang out of the printer still. */
  readonly slips: () => readonly PrintedSlip[];
  /** Hears of each slip when it is cut. */
  readonly onSlip: (listener: (slip: PrintedSlip) => void) => () => void;
};

/** A receipt printer made of software: the same bytes in and out, the same pace, the same sulks. */
export function createPrinterTwin(deps: {
  readonly clock: Clock;
  readonly baudRate: number;
  readonly paperWidthMm: PaperWidthMm;
  /** 8N1 without flow control when not given. */
  readonly settings?: LineSettings;
  /** Chooses the bit of a garbled answer; always the lowest without it. */
  readonly random?: Random;
}): PrinterTwin {
  const { clock, paperWidthMm, settings = plainLine(deps.baudRate), random = { below: () => 0 } } = deps;
  const listeners = new Set<(slip: PrintedSlip) => void>();
  let port: Port | null = null;
  const answers = pacedWire(clock, settings, (bytes) => void port?.write(bytes, answerDeadlineMs));
  const machine = createTwinMachine({
    clock,
    random,
    paperWidthMm,
    hasFlowControl: settings.flow === 'xon-xoff',
    say: (bytes) => answers.push(Uint8Array.from(bytes)),
    onSlip(slip) {
      for (const listener of listeners) listener(slip);
    },
  });

  return {
    attach(attached) {
      const commands = pacedWire(clock, settings, machine.receive);
      port = attached;
      const stopBytes = attached.onBytes(commands.push);
      function unplug(): void {
        stopBytes();
        commands.cut();
        if (port !== attached) return;
        port = null;
        answers.cut();
      }
      attached.onClosed(unplug);
      return unplug;
    },
    orders: printerOrders(machine),
    faults: printerFaults,
    setFault: machine.setFault,
    set: machine.set,
    slips: machine.slips,
    onSlip(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const answerDeadlineMs = 1_000;
