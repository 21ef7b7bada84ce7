import type { DeviceName, DeviceReport } from '../core/devices/states.ts';
import type { Clock } from '../core/lib/clock.ts';
import type { PaperWidthMm } from '../core/slips/paper.ts';
import { createBloodPressureMonitor } from '../hardware/blood-pressure/driver.ts';
import { createCodeScanner } from '../hardware/code-scanner/driver.ts';
import type { DeviceDriver } from '../hardware/device.ts';
import { createIdCardReader } from '../hardware/id-card/driver.ts';
import { createKeypad } from '../hardware/keypad/driver.ts';
import { keypadProfiles } from '../hardware/keypad/profiles.ts';
import type { PortOpener } from '../hardware/port.ts';
import { createPresenceRadar } from '../hardware/presence-radar/driver.ts';
import { createReceiptPrinter, type ReceiptPrinter } from '../hardware/printer/driver.ts';
import type { DeviceHooks, PcscPlace } from './device-parts.ts';
import { createPcscSocialSecurityReader } from './pcsc/social-security-reader.ts';
import type { Profile } from './profile.ts';
import { twinBaudRate } from './twin-bench.ts';

/** The drivers under way. */
export type Drivers = {
  readonly byDevice: ReadonlyMap<DeviceName, DeviceDriver>;
  /** Null when this kiosk has none. */
  readonly printer: ReceiptPrinter | null;
};

type LineDeps = {
  readonly open: PortOpener;
  readonly clock: Clock;
  readonly onState: (report: DeviceReport) => void;
};

const twinPrinter = { baudRate: twinBaudRate, dialect: 'epson' } as const;
const twinScanner = { model: 'gm65', terminator: 'cr' } as const;

/** @param opener null for a device that this kiosk has not */
export function startDrivers(parts: {
  readonly named: Profile['devices'];
  readonly clock: Clock;
  readonly paperWidthMm: PaperWidthMm;
  readonly hooks: DeviceHooks;
  readonly pcsc: PcscPlace;
  readonly opener: (device: DeviceName) => PortOpener | null;
}): Drivers {
  const { named, clock, paperWidthMm, hooks, pcsc, opener } = parts;
  const onState = hooks.onReport;
  const byDevice = new Map<DeviceName, DeviceDriver>();

  function run<Driver extends DeviceDriver>(device: DeviceName, driver: Driver): Driver {
    byDevice.set(device, driver);
    driver.start();
    return driver;
  }

  function runOnLine<Driver extends DeviceDriver>(
    device: DeviceName,
    create: (deps: LineDeps) => Driver,
  ): Driver | null {
    const open = opener(device);
    return open === null ? null : run(device, create({ open, clock, onState }));
  }

  runOnLine('id-card-reader', (deps) => createIdCardReader({ ...deps, onCard: hooks.onCard }));
  const printer = runOnLine('receipt-printer', (deps) => {
    const { baudRate, dialect } = named.receiptPrinter ?? twinPrinter;
    return createReceiptPrinter({ ...deps, paperWidthMm, options: { baudRate, dialect } });
  });
  runOnLine('code-scanner', (deps) => {
    const { model, terminator } = named.codeScanner ?? twinScanner;
    return createCodeScanner({ ...deps, onCode: hooks.onCode, options: { model, terminator } });
  });
  runOnLine('presence-radar', (deps) => {
    const settings = named.presenceRadar && { nearCm: named.presenceRadar.nearCm };
    return createPresenceRadar({ ...deps, onPresence: hooks.onPresence, ...(settings && { settings }) });
  });
  runOnLine('keypad', (deps) => {
    const profile = keypadProfiles[named.keypad?.model ?? 'nav-pad'];
    return createKeypad({ ...deps, onKey: hooks.onKey, onHandset: hooks.onHandset, profile });
  });
  runOnLine('blood-pressure-monitor', (deps) =>
    createBloodPressureMonitor({ ...deps, onMeasurement: hooks.onMeasurement }),
  );
  if (named.socialSecurityReader !== undefined) {
    const onCard = hooks.onSocialSecurityCard;
    run('social-security-reader', createPcscSocialSecurityReader({ ...pcsc, clock, onCard, onState }));
  }
  return { byDevice, printer };
}
