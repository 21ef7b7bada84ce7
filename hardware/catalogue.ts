import { bloodPressureKind } from './blood-pressure/cli.ts';
import { codeScannerKind } from './code-scanner/cli.ts';
import type { DeviceKind } from './device.ts';
import { idCardReaderKind } from './id-card/cli.ts';
import { keypadKind } from './keypad/cli.ts';
import { presenceRadarKind } from './presence-radar/cli.ts';
import { receiptPrinterKind } from './printer/cli.ts';

/** Every kind of device on a line; a new kind is one line here. The social-security card is on PC/SC, which is no line. */
export const deviceKinds: readonly DeviceKind[] = [
  idCardReaderKind,
  receiptPrinterKind,
  codeScannerKind,
  presenceRadarKind,
  keypadKind,
  bloodPressureKind,
];

/** Null for a name that is none. */
export function kindNamed(name: string): DeviceKind | null {
  return deviceKinds.find(({ device }) => device === name) ?? null;
}
