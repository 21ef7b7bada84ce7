import { SerialPort } from 'serialport';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import { portSignals } from '../port-signals.ts';
import type { Port, PortOpener, PortTrouble } from '../port.ts';

export type SerialLine = {
  /** Device path or COM name: `/dev/ttyUSB0`, a pty, `COM3`. */
  readonly path: string;
  readonly baudRate: number;
  readonly clock: Clock;
};

/**
 * Opens a serial line at 8N1 without flow control. Every call constructs a new `SerialPort`: after a failed write
 * serialport 13 reopens the old object and then fails every write on it. Whatever keeps it from opening (no such
 * path, no permission, locked by another program) is `gone`.
 */
export function serialPortOpener({ path, baudRate, clock }: SerialLine): PortOpener {
  return () =>
    new Promise((settle) => {
      const serial = new SerialPort({ path, baudRate, autoOpen: false });
      serial.open((cause) => settle(cause === null ? ok(portOver(serial, clock)) : err('gone')));
    });
}

function portOver(serial: SerialPort, clock: Clock): Port {
  const signals = portSignals();
  let closing: Promise<void> | null = null;

  // Without a data listener the stream does not flow, and an unplugged line stays "open" for ever.
  serial.on('data', (chunk: Buffer) => signals.emit(Uint8Array.from(chunk)));
  // A failing write announces itself as 'error' and as 'close' twice; the first one is enough.
  serial.on('error', () => giveUp('gone'));
  serial.on('close', () => giveUp('gone'));
  serial.on('end', () => giveUp('gone'));

  function giveUp(cause: PortTrouble): void {
    signals.shut(cause);
    void release();
  }

  /** Frees the operating system's handle, which also cancels a write that the peer does not take. */
  function release(): Promise<void> {
    closing ??= serial.isOpen ? new Promise((done) => serial.close(() => done())) : Promise.resolve();
    return closing;
  }

  function write(bytes: Uint8Array, deadlineMs: number): Promise<Result<void, PortTrouble>> {
    // A closed SerialPort keeps what is written to it and sends it after the next opening.
    const closedBy = signals.closedBy();
    if (closedBy !== null || !serial.isOpen) return Promise.resolve(err(closedBy ?? 'gone'));
    return new Promise((settle) => {
      const stopWaiting = clock.after(deadlineMs, () => finish('stalled'));
      const stopHearing = signals.onClosed((cause) => finish(cause));
      function finish(trouble: PortTrouble | null): void {
        stopWaiting();
        stopHearing();
        settle(trouble === null ? ok(undefined) : err(trouble));
        if (trouble !== null) giveUp(trouble);
      }
      serial.write(bytes, (cause) => {
        if (cause) finish('gone');
        else serial.drain((notDrained) => finish(notDrained === null ? null : 'gone'));
      });
    });
  }

  return {
    write,
    onBytes: signals.onBytes,
    onClosed: signals.onClosed,
    close() {
      signals.shut('closed');
      return release();
    },
  };
}
