import { deviceNames, type DeviceName, type DeviceReport } from '../core/devices/states.ts';
import type { PrintOutcome, Slip } from '../core/slips/slip.ts';
import type { SelfTest } from '../hardware/device.ts';
import { deviceLines, type DeviceLines, type LineTrouble } from './device-lines.ts';
import type { DeviceParts } from './device-parts.ts';
import { startDrivers, type Drivers } from './start-drivers.ts';
import { createTwinBench, type TwinBench } from './twin-bench.ts';

export type DeviceTest = SelfTest & { readonly device: DeviceName };

export type Devices = {
  /** One for every device there is, whether this kiosk has it or not. */
  readonly reports: () => DeviceReport[];
  readonly print: (slip: Slip) => Promise<PrintOutcome>;
  /** Asks every device of this kiosk how it is, all at once, within ten seconds. Prints and measures nothing. */
  readonly selfTest: () => Promise<readonly DeviceTest[]>;
  /** Null outside demo mode. */
  readonly bench: TwinBench | null;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a driver for every device: over its real line, or over a twin's. Drivers cannot tell the two apart. A device
 * that is missing, wrong or dead has a report that says so, and nothing else is disturbed.
 */
export function connectDevices(parts: DeviceParts): Devices {
  const { clock, profile } = parts;
  const named = profile.devices;
  const paperWidthMm = named.receiptPrinter?.paperWidthMm ?? 80;
  const bench = parts.mode === 'demo' ? createTwinBench(clock, paperWidthMm, parts.onSlip) : null;
  const lines = deviceLines(named, parts.openSerial, parts.onLineTrouble);
  const latest = new Map(deviceNames.map((device) => [device, notThere(device, lines.trouble(device))]));

  function onReport(report: DeviceReport): void {
    latest.set(report.device, report);
    parts.onReport(report);
  }

  const drivers = startDrivers({
    named,
    clock,
    paperWidthMm,
    hooks: { ...parts, onReport },
    pcsc: parts.pcsc,
    opener: (device) =>
      lines.trouble(device) === null ? (lines.opener(device) ?? bench?.opener(device) ?? null) : null,
  });

  return {
    reports: () => [...latest.values()],
    print: (slip) =>
      drivers.printer?.print(slip) ?? Promise.resolve({ outcome: 'not-printed', reason: 'printer-missing' }),
    selfTest: () => testAll(drivers, lines),
    bench,
    async stop() {
      await Promise.all([...drivers.byDevice.values()].map((driver) => driver.stop()));
    },
  };
}

function testAll({ byDevice }: Drivers, lines: DeviceLines): Promise<readonly DeviceTest[]> {
  const devices = deviceNames.filter((device) => byDevice.has(device) || lines.trouble(device) !== null);
  return Promise.all(
    devices.map(async (device) => {
      const { passed, findings } = (await byDevice.get(device)?.selfTest()) ?? untested;
      const trouble = lines.trouble(device);
      if (trouble === null) return { device, passed, findings };
      return {
        device,
        passed: false,
        findings: [{ name: 'line', value: trouble, isGood: false }, ...findings],
      };
    }),
  );
}

const untested: SelfTest = { passed: false, findings: [] };

function notThere(device: DeviceName, trouble: LineTrouble | null): DeviceReport {
  return { device, state: 'no-device', cause: trouble ?? 'not-in-profile' };
}
