import { expect, test } from 'vitest';
import { deviceSuites } from '../contract/devices/every-device.ts';
import { idCardReaderSuite } from '../contract/devices/id-card-reader.suite.ts';
import {
  misspeltLineVariables,
  ptyBench,
  realBench,
  realLineOf,
  realLineVariable,
  tcpBench,
} from '../support/device-benches.ts';

for (const [device, suite] of deviceSuites) {
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
