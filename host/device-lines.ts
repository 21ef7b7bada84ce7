import type { DeviceName } from '../core/devices/states.ts';
import { addressText, type DeviceLine } from '../hardware/line-address.ts';
import type { OpeningTrouble, PortOpener } from '../hardware/port.ts';
import type { Profile } from './profile.ts';

/** Opens a line to a real device; handed in by the shell, because only it may know serialport and sockets. */
export type OpenSerial = (line: DeviceLine, onRefused?: (trouble: OpeningTrouble) => void) => PortOpener;

export type LineTrouble = OpeningTrouble | 'line-named-twice';

/** The lines that a profile names. */
export type DeviceLines = {
  /** Null when the profile does not name the device, or names its line for another one as well. */
  readonly opener: (device: DeviceName) => PortOpener | null;
  /** Why the line is not to be had at this moment; null when it is, or is not named. */
  readonly trouble: (device: DeviceName) => LineTrouble | null;
};

const deviceOf = {
  idCardReader: 'id-card-reader',
  receiptPrinter: 'receipt-printer',
  codeScanner: 'code-scanner',
  presenceRadar: 'presence-radar',
  keypad: 'keypad',
  bloodPressureMonitor: 'blood-pressure-monitor',
} as const satisfies Partial<Record<keyof Profile['devices'], DeviceName>>;

/**
 * Two devices on one line get neither: it is not known which one hangs there, and a card reader's questions would be
 * text to a printer.
 * @param onTrouble for the log, on change only
 */
export function deviceLines(
  named: Profile['devices'],
  openSerial: OpenSerial,
  onTrouble: (device: DeviceName, trouble: LineTrouble) => void,
): DeviceLines {
  const lines = linesByDevice(named);
  const troubles = new Map<DeviceName, LineTrouble>();

  function note(device: DeviceName, trouble: LineTrouble): void {
    const isNew = troubles.get(device) !== trouble;
    troubles.set(device, trouble);
    if (isNew) onTrouble(device, trouble);
  }

  for (const device of namedTwice(lines)) {
    lines.delete(device);
    note(device, 'line-named-twice');
  }
  return {
    trouble: (device) => troubles.get(device) ?? null,
    opener(device) {
      const line = lines.get(device);
      if (line === undefined) return null;
      const open = openSerial(line, (trouble) => note(device, trouble));
      return async () => {
        const opened = await open();
        if (opened.ok) troubles.delete(device);
        return opened;
      };
    },
  };
}

function linesByDevice(named: Profile['devices']): Map<DeviceName, DeviceLine> {
  const keys = Object.keys(deviceOf) as (keyof typeof deviceOf)[];
  return new Map(
    keys.flatMap((key) => {
      const entry = named[key];
      return entry === undefined ? [] : [[deviceOf[key], lineOf(entry)]];
    }),
  );
}

/** The entry without what concerns the device alone. */
function lineOf({ path, baudRate, dataBits, parity, stopBits, flow }: DeviceLine): DeviceLine {
  return { path, baudRate, dataBits, parity, stopBits, flow };
}

function namedTwice(lines: ReadonlyMap<DeviceName, DeviceLine>): readonly DeviceName[] {
  const entries = [...lines].map(([device, { path }]) => ({ device, text: addressText(path) }));
  return entries
    .filter(({ device, text }) => entries.some((other) => other.text === text && other.device !== device))
    .map(({ device }) => device);
}
