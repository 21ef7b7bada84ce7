import { err, ok } from '../core/lib/result.ts';
import { portSignals } from './port-signals.ts';
import type { PortSignals } from './port-signals.ts';
import type { Port, PortOpener } from './port.ts';

/** A serial cable without the machine: a driver on one end, a device twin on the other, in one process. */
export type MemoryLine = {
  /** The driver's end. Each call makes a fresh pair; refused with `gone` while the line is cut or in use. */
  readonly kiosk: PortOpener;
  /** The device's end: called with a new `Port` for every connection the kiosk opens. Returns how to stop. */
  readonly onConnection: (listener: (device: Port) => void) => () => void;
  /** Pulls the cable: both ends close with `gone`, and opening fails until `restore`. */
  readonly cut: () => void;
  readonly restore: () => void;
};

export function memoryLine(): MemoryLine {
  const devices = new Set<(device: Port) => void>();
  let isCut = false;
  let current: readonly [PortSignals, PortSignals] | null = null;

  return {
    async kiosk() {
      const isInUse = current !== null && current[0].closedBy() === null;
      if (isCut || isInUse) return err('gone');
      const ends = [portSignals(), portSignals()] as const;
      current = ends;
      const kiosk = endOf(ends[0], ends[1]);
      for (const attach of devices) attach(endOf(ends[1], ends[0]));
      return ok(kiosk);
    },
    onConnection(listener) {
      devices.add(listener);
      return () => void devices.delete(listener);
    },
    cut() {
      isCut = true;
      for (const end of current ?? []) end.shut('gone');
      current = null;
    },
    restore() {
      isCut = false;
    },
  };
}

function endOf(own: PortSignals, peer: PortSignals): Port {
  return {
    onBytes: own.onBytes,
    onClosed: own.onClosed,
    async write(bytes) {
      const closedBy = own.closedBy();
      if (closedBy !== null) return err(closedBy);
      const inFlight = bytes.slice();
      // Delivered in a later turn, as on a real line: nobody is answered inside his own `write`.
      await Promise.resolve();
      peer.emit(inFlight);
      return ok(undefined);
    },
    async close() {
      own.shut('closed');
      peer.shut('gone');
    },
  };
}
