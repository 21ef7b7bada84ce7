import type { DeviceName, DeviceReport } from '../core/devices/states.ts';
import type { CardEvent } from '../core/identity/id-card.ts';
import type { Clock } from '../core/lib/clock.ts';
import type { PrintOutcome, Slip } from '../core/slips/slip.ts';
import { createIdCardReader } from '../hardware/id-card/driver.ts';
import type { PortOpener } from '../hardware/port.ts';
import { createReceiptPrinter } from '../hardware/printer/driver.ts';
import type { Profile } from './profile.ts';
import { createTwinBench, twinBaudRate, type TwinBench } from './twin-bench.ts';

/** Opens a line to a real device; handed in by the shell, because only it may know serialport. */
export type OpenSerial = (line: { readonly path: string; readonly baudRate: number }) => PortOpener;

export type DeviceParts = {
  readonly clock: Clock;
  readonly profile: Profile;
  /** In demo mode twins stand in for whatever the profile does not name. */
  readonly mode: 'demo' | 'site';
  readonly openSerial: OpenSerial;
  readonly onCard: (event: CardEvent) => void;
  readonly onReport: (report: DeviceReport) => void;
  /** The printer twin has put out another slip. */
  readonly onSlip: () => void;
};

export type Devices = {
  readonly reports: () => DeviceReport[];
  readonly print: (slip: Slip) => Promise<PrintOutcome>;
  /** Null outside demo mode. */
  readonly bench: TwinBench | null;
  readonly stop: () => Promise<void>;
};

/** A driver under way; null when the machine has no such device. */
type Printer = ReturnType<typeof createReceiptPrinter> | null;

/** Starts a driver for every device: over its real line, or over a twin's. Drivers cannot tell the two apart. */
export function connectDevices(parts: DeviceParts): Devices {
  const { clock, profile, openSerial, onCard } = parts;
  const paperWidthMm = profile.devices.receiptPrinter?.paperWidthMm ?? 80;
  const bench = parts.mode === 'demo' ? createTwinBench(clock, paperWidthMm, parts.onSlip) : null;
  const latest = new Map<DeviceName, DeviceReport>([
    ['id-card-reader', notNamed('id-card-reader')],
    ['receipt-printer', notNamed('receipt-printer')],
  ]);
  const onState = (report: DeviceReport) => {
    latest.set(report.device, report);
    parts.onReport(report);
  };

  const named = profile.devices;
  const baudRate = named.receiptPrinter?.baudRate ?? twinBaudRate;
  const openReader = named.idCardReader ? openSerial(named.idCardReader) : bench?.openReader;
  const openPrinter = named.receiptPrinter ? openSerial(named.receiptPrinter) : bench?.openPrinter;
  const reader = openReader && createIdCardReader({ open: openReader, clock, onCard, onState });
  const printer: Printer = openPrinter
    ? createReceiptPrinter({ open: openPrinter, clock, paperWidthMm, onState, options: { baudRate } })
    : null;
  reader?.start();
  printer?.start();

  return {
    reports: () => [...latest.values()],
    print: (slip) =>
      printer?.print(slip) ?? Promise.resolve({ outcome: 'not-printed', reason: 'printer-missing' }),
    bench,
    async stop() {
      await Promise.all([reader?.stop(), printer?.stop()]);
    },
  };
}

function notNamed(device: DeviceName): DeviceReport {
  return { device, state: 'no-device', cause: 'not-in-profile' };
}
