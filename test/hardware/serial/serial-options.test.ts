import { expect, test } from 'vitest';
import { plainLine } from '../../../hardware/line-settings.ts';
import { serialOptions, troubleInSentence } from '../../../hardware/serial/serial-options.ts';

test.each([
  [
    plainLine(115_200),
    { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1, rtscts: false, xon: false, xoff: false },
  ],
  [
    { ...plainLine(9_600), dataBits: 7, parity: 'even' },
    { baudRate: 9_600, dataBits: 7, parity: 'even', stopBits: 1, rtscts: false, xon: false, xoff: false },
  ],
  [
    { ...plainLine(9_600), stopBits: 2, flow: 'rts-cts' },
    { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 2, rtscts: true, xon: false, xoff: false },
  ],
  [
    { ...plainLine(19_200), parity: 'odd', flow: 'xon-xoff' },
    { baudRate: 19_200, dataBits: 8, parity: 'odd', stopBits: 1, rtscts: false, xon: true, xoff: true },
  ],
] as const)('the settings %j reach the library whole', (settings, options) => {
  expect(serialOptions(settings)).toEqual(options);
});

test.each([
  ['Error: No such file or directory, cannot open /dev/ttyUSB9', 'line-not-there'],
  ['Error: No such device or address, cannot open /dev/ttyS9', 'line-not-there'],
  ['Opening COM9: File not found', 'line-not-there'],
  ['Error Resource temporarily unavailable Cannot lock port', 'line-in-use'],
  ['Error: Device or resource busy, cannot open /dev/cu.usb', 'line-in-use'],
  ['Opening COM3: Access denied', 'line-in-use'],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', 'line-forbidden'],
  ['Error: Operation not permitted, cannot open /dev/ttyUSB0', 'line-forbidden'],
  ['Error: Inappropriate ioctl for device, cannot open /etc/hosts', 'line-not-serial'],
  ['Opening COM3: Unknown error code 31', 'line-not-serial'],
])('"%s" is %s', (sentence, trouble) => {
  expect(troubleInSentence(sentence)).toBe(trouble);
});
