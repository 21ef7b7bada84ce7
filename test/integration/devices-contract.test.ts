import { describe, test, expect } from 'vitest';
import type { DeviceName } from '../../core/devices/states.ts';
import { bloodPressureSuite } from '../contract/devices/blood-pressure.suite.ts';
import { codeScannerSuite } from '../contract/devices/code-scanner.suite.ts';
import { idCardReaderSuite } from '../contract/devices/id-card-reader.suite.ts';
import { keypadSuite } from '../contract/devices/keypad.suite.ts';
import { presenceRadarSuite } from '../contract/devices/presence-radar.suite.ts';
import { receiptPrinterSuite } from '../contract/devices/receipt-printer.suite.ts';
import { socialSecurityCardSuite } from '../contract/devices/social-security-card.suite.ts';
import type { OpenDeviceBench } from '../support/device-bench.ts';
import {
  misspeltLineVariables,
  ptyBench,
  realBench,
  realLineOf,
  realLineVariable,
  tcpBench,
} from '../support/device-benches.ts';
import { memoryBench } from '../support/memory-bench.ts';

/** What every device of a kind must do, over whatever line it stands. */
const suites: Partial<Record<DeviceName, (name: string, openBench: OpenDeviceBench) => void>> = {
  'id-card-reader': idCardReaderSuite,
  'receipt-printer': receiptPrinterSuite,
  'code-scanner': codeScannerSuite,
  'presence-radar': presenceRadarSuite,
  keypad: keypadSuite,
  'blood-pressure-monitor': (name, openBench) =>
    describe(`a blood pressure monitor ${name}`, () => bloodPressureSuite(openBench)),
  'social-security-reader': (name, openBench) =>
    describe(`a social-security reader ${name}`, () => socialSecurityCardSuite(openBench)),
};

for (const [device, suite] of Object.entries(suites) as [
  DeviceName,
  NonNullable<(typeof suites)[DeviceName]>,
][]) {
  suite('in memory', memoryBench);
  suite('on a pty', ptyBench);
  const line = realLineOf(device);
  if (line === null)
    console.warn(`NOT RUN on a real ${device}: name its line in ${realLineVariable(device)}`);
  else suite(`the real one at ${line}`, realBench(line));
}

// Behind a terminal server as well: one device shows that a driver cannot tell the lines apart.
idCardReaderSuite('behind TCP', tcpBench);

test('every variable that names a real device is spelt as one that is read', () => {
  expect(misspeltLineVariables()).toEqual([]);
});
