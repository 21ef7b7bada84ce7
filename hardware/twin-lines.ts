import type { Clock } from '../core/lib/clock.ts';
import { plainLine } from './line-settings.ts';
import { type PacedWire, pacedWire } from './paced-wire.ts';
import type { Port } from './port.ts';

/** A twin's part on one line. Without `hear` it listens to nobody; `end` comes when the line is given up. */
export type Talk = {
  readonly hear?: (chunk: Uint8Array) => void;
  readonly end?: () => void;
};

/** The lines a twin stands on (8N1), each at its own pace. */
export type TwinLines = {
  /** Talks on this connection until it closes or the returned function is called. */
  readonly attach: (port: Port) => () => void;
  /** On every line. */
  readonly send: (bytes: Uint8Array) => void;
  readonly hangUp: () => void;
};

const writeDeadlineMs = 1_000;

/** `begin` is asked anew for each connection: a stream half heard on one is nothing to the next. */
export function twinLines(
  clock: Clock,
  baudRate: number,
  begin: (wire: PacedWire, port: Port) => Talk,
): TwinLines {
  const wires = new Map<Port, PacedWire>();

  return {
    attach(port) {
      // A failed write closes the port, and that cuts this wire.
      const wire = pacedWire(clock, plainLine(baudRate), (bytes) => void port.write(bytes, writeDeadlineMs));
      const { hear, end } = begin(wire, port);
      wires.set(port, wire);
      const stopHearing =
        hear &&
        port.onBytes((chunk) => {
          wire.received(chunk.length);
          hear(chunk);
        });
      function detach(): void {
        stopHearing?.();
        end?.();
        wires.delete(port);
        wire.cut();
      }
      port.onClosed(detach);
      return detach;
    },
    send(bytes) {
      for (const wire of wires.values()) wire.push(bytes);
    },
    hangUp() {
      for (const port of wires.keys()) void port.close();
    },
  };
}
