import { SerialPort } from 'serialport';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok } from '../../core/lib/result.ts';
import { type LineSettings, plainLine } from '../line-settings.ts';
import { portSignals } from '../port-signals.ts';
import type { OpeningTrouble, Port, PortOpener, PortTrouble } from '../port.ts';
import { streamPort } from '../stream-port.ts';
import { type LookAt, type PlugMark, lookAtPlug, watchPlug } from './plugged.ts';
import { serialOptions, troubleInSentence } from './serial-options.ts';

/** What is not said of the line is 8N1 without flow control. */
export type SerialLine = Partial<LineSettings> & {
  /** Device path or COM name: `/dev/ttyUSB0`, a pty, `COM3`. */
  readonly path: string;
  readonly baudRate: number;
  readonly clock: Clock;
  /** Hears why an opening failed, each time. */
  readonly onRefused?: ((trouble: OpeningTrouble) => void) | undefined;
  readonly look?: LookAt;
};

const openMs = 3_000;

/**
 * Opens a serial line. Every call constructs a new `SerialPort`: after a failed write serialport 13 reopens the old
 * object and then fails every write on it. Whatever keeps it from opening is `gone`.
 */
export function serialPortOpener({
  path,
  clock,
  onRefused,
  look = lookAtPlug,
  ...settings
}: SerialLine): PortOpener {
  const options = serialOptions({ ...plainLine(settings.baudRate), ...settings });
  return async () => {
    // Before the opening: a device swapped meanwhile is then taken for a new one, not for this one.
    const opened = await look(path);
    const serial = new SerialPort({ path, autoOpen: false, ...options });
    const trouble = await openWithin(openMs, serial, clock);
    if (trouble === null) return ok(portOver(serial, clock, { path, opened, look }));
    onRefused?.(trouble);
    return err('gone');
  };
}

function openWithin(deadlineMs: number, serial: SerialPort, clock: Clock): Promise<OpeningTrouble | null> {
  return new Promise((settle) => {
    let isLate = false;
    const stopWaiting = clock.after(deadlineMs, () => {
      isLate = true;
      settle('line-opening-slow');
    });
    serial.open((cause) => {
      stopWaiting();
      if (cause !== null) return settle(troubleInSentence(cause.message));
      if (isLate) return serial.close();
      settle(null);
    });
  });
}

type Plug = { readonly path: string; readonly opened: PlugMark; readonly look: LookAt };

function portOver(serial: SerialPort, clock: Clock, plug: Plug): Port {
  const signals = portSignals();
  // Without a data listener the stream does not flow, and an unplugged line stays "open" for ever.
  serial.on('data', (chunk: Buffer) => signals.emit(Uint8Array.from(chunk)));
  // A failing write announces itself as 'error' and as 'close' twice; the first one is enough.
  serial.on('error', () => signals.shut('gone'));
  serial.on('close', () => signals.shut('gone'));
  serial.on('end', () => signals.shut('gone'));
  const stopLooking = watchPlug({ ...plug, clock, onGone: () => signals.shut('gone') });
  return streamPort({
    clock,
    signals,
    send: (bytes) => sendAndDrain(serial, bytes),
    release(cause) {
      stopLooking();
      return release(serial, cause);
    },
  });
}

function sendAndDrain(serial: SerialPort, bytes: Uint8Array): Promise<boolean> {
  return new Promise((settle) => {
    serial.write(bytes, (failed) => {
      if (failed) return settle(false);
      serial.drain((notDrained) => settle(notDrained === null));
    });
  });
}

async function release(serial: SerialPort, cause: PortTrouble): Promise<void> {
  const done = (end: (settled: () => void) => void) => new Promise<void>(end);
  if (!serial.isOpen) return;
  // What a stalled device has not taken must not reach it after the next opening, nor hold up this closing. Not one
  // after the other: an emptied buffer invites the write under way to go on, until the closing has stopped it.
  const flushed = cause === 'stalled' ? done((settled) => serial.flush(settled)) : undefined;
  await Promise.all([flushed, done((closed) => serial.close(closed))]);
}
