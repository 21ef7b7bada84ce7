import { describe } from 'vitest';
import type { DeviceName } from '../../../core/devices/states.ts';
import type { OpenDeviceBench } from '../../support/device-bench.ts';
import { bloodPressureSuite } from './blood-pressure.suite.ts';
import { codeScannerSuite } from './code-scanner.suite.ts';
import { idCardReaderSuite } from './id-card-reader.suite.ts';
import { keypadSuite } from './keypad.suite.ts';
import { presenceRadarSuite } from './presence-radar.suite.ts';
import { receiptPrinterSuite } from './receipt-printer.suite.ts';
import { socialSecurityCardSuite } from './social-security-card.suite.ts';

type DeviceSuite = (name: string, openBench: OpenDeviceBench) => void;

/** What every device of a kind must do, over whatever line it stands. */
export const deviceSuites: ReadonlyMap<DeviceName, DeviceSuite> = new Map<DeviceName, DeviceSuite>([
  ['id-card-reader', idCardReaderSuite],
  ['receipt-printer', receiptPrinterSuite],
  ['code-scanner', codeScannerSuite],
  ['presence-radar', presenceRadarSuite],
  ['keypad', keypadSuite],
  [
    'blood-pressure-monitor',
    (name, openBench) => describe(`a blood pressure monitor ${name}`, () => bloodPressureSuite(openBench)),
  ],
  [
    'social-security-reader',
    (name, openBench) =>
      describe(`a social-security reader ${name}`, () => socialSecurityCardSuite(openBench)),
  ],
]);
