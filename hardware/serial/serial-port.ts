import { SerialPort } from 'serialport';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import { type LineSettings, plainLine } from '../line-settings.ts';
import { portSignals } from '../port-signals.ts';
import type { PortSignals } from '../port-signals.ts';
import type { OpeningTrouble, Port, PortOpener, PortTrouble } from '../port.ts';
import { streamPort } from '../stream-port.ts';
import { oneOpening } from './one-opening.ts';
import { type LookAt, type PlugMark, lookAtPlug, watchPlug } from './plugged.ts';
import { serialOptions, troubleInSentence } from './serial-options.ts';
import { within } from './within.ts';

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

/** A closing that hangs must not hold up a stop; the handle goes with the process. */
const closeMs = 3_000;

/** Opens a serial line, three seconds at most and one at a time. */
export function serialPortOpener({ onRefused, ...line }: SerialLine): PortOpener {
  return oneOpening({ clock: line.clock, begin: () => openSerialPort(line), onRefused });
}

/**
 * May take for ever. Every call constructs a new `SerialPort`: after a failed write serialport 13 reopens the old object
 * and then fails every write on it.
 */
export async function openSerialPort({
  path,
  clock,
  look = lookAtPlug,
  ...settings
}: Omit<SerialLine, 'onRefused'>): Promise<Result<Port, OpeningTrouble>> {
  // Before the opening: a device swapped meanwhile is then taken for a new one, not for this one.
  const opened = await look(path);
  const options = serialOptions({ ...plainLine(settings.baudRate), ...settings });
  const serial = new SerialPort({ path, autoOpen: false, ...options });
  const signals = signalsOf(serial);
  const cause = await new Promise<Error | null>((settle) => serial.open(settle));
  if (cause !== null) return err(troubleInSentence(cause.message));
  return ok(portOver(serial, signals, clock, { path, opened, look }));
}

/** Heard from before the opening on: an 'error' that nobody hears ends the process. */
function signalsOf(serial: SerialPort): PortSignals {
  const signals = portSignals();
  // Without a data listener the stream does not flow, and an unplugged line stays "open" for ever.
  serial.on('data', (chunk: Buffer) => signals.emit(Uint8Array.from(chunk)));
  // A failing write announces itself as 'error' and as 'close' twice; the first one is enough.
  serial.on('error', () => signals.shut('gone'));
  serial.on('close', () => signals.shut('gone'));
  serial.on('end', () => signals.shut('gone'));
  return signals;
}

type Plug = { readonly path: string; readonly opened: PlugMark; readonly look: LookAt };

function portOver(serial: SerialPort, signals: PortSignals, clock: Clock, plug: Plug): Port {
  const stopLooking = watchPlug({ ...plug, clock, onGone: () => signals.shut('gone') });
  return streamPort({
    clock,
    signals,
    send: (bytes) => sendAndDrain(serial, bytes),
    release(cause) {
      stopLooking();
      return within(clock, closeMs, release(serial, cause), undefined);
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
  if (serial.closing) return closingOf(serial);
  if (!serial.isOpen) return;
  // What a stalled device has not taken must not reach it after the next opening, nor hold up this closing. Not one
  // after the other: an emptied buffer invites the write under way to go on, until the closing has stopped it.
  const flushed = cause === 'stalled' ? done((settled) => serial.flush(settled)) : undefined;
  await Promise.all([flushed, done((closed) => serial.close(closed))]);
}

/** After a failed write the library closes by itself; the stream says 'error' and 'close' before that is done, too. */
function closingOf(serial: SerialPort): Promise<void> {
  return new Promise((closed) => {
    const look = () => {
      if (!serial.closing) closed();
    };
    serial.on('close', look);
    serial.on('error', look);
  });
}
