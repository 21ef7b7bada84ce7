import type { Clock } from '../core/lib/clock.ts';
import { err, ok } from '../core/lib/result.ts';
import type { PortSignals } from './port-signals.ts';
import type { Port, PortTrouble } from './port.ts';

export type StreamPortParts = {
  readonly clock: Clock;
  /** Whoever owns the stream emits its bytes here and shuts it when the stream ends by itself. */
  readonly signals: PortSignals;
  /** Resolves when the bytes have left this process; false when the line failed. May stay pending for ever. */
  readonly send: (bytes: Uint8Array) => Promise<boolean>;
  /** Frees the operating system's handle, and with it every `send` under way. */
  readonly release: (cause: PortTrouble) => Promise<void>;
};

/** Makes a `Port` of a stream of the operating system, which knows neither deadlines nor when to refuse. */
export function streamPort({ clock, signals, send, release }: StreamPortParts): Port {
  let released: Promise<void> | null = null;

  signals.onClosed((cause) => {
    released = release(cause);
  });

  return {
    onBytes: signals.onBytes,
    onClosed: signals.onClosed,
    write(bytes, deadlineMs) {
      // A closed SerialPort keeps what is written to it and sends it after the next opening.
      const closedBy = signals.closedBy();
      if (closedBy !== null) return Promise.resolve(err(closedBy));
      return new Promise((settle) => {
        const stopWaiting = clock.after(deadlineMs, () => signals.shut('stalled'));
        const stopHearing = signals.onClosed((cause) => {
          stopWaiting();
          settle(err(cause));
        });
        void send(bytes.slice()).then((hasLeft) => {
          if (!hasLeft) return signals.shut('gone');
          stopWaiting();
          stopHearing();
          settle(ok(undefined));
        });
      });
    },
    async close() {
      signals.shut('closed');
      await released;
    },
  };
}
