import { expect, test } from 'vitest';
import { pathOfUsb } from '../../../hardware/serial/usb-lookup.ts';

const ports = [
  { path: '/dev/ttyS0' },
  { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' },
  { path: '/dev/ttyUSB1', vendorId: '0403', productId: '6001', serialNumber: 'A1' },
  { path: '/dev/ttyUSB2', vendorId: '0403', productId: '6001', serialNumber: 'A2' },
  { path: '/dev/ttyUSB3', vendorId: '0403', productId: '7523' },
];

test.each([
  [{ vendorId: '1a86', productId: '7523' }, '/dev/ttyUSB0'],
  [{ vendorId: '1A86', productId: '7523' }, '/dev/ttyUSB0'],
  [{ vendorId: '0403', productId: '6001', serialNumber: 'A2' }, '/dev/ttyUSB2'],
])('%j is plugged in at %s', (identity, path) => {
  expect(pathOfUsb(identity, ports)).toEqual({ ok: true, value: path });
});

test('two alike without a serial number are not guessed between', () => {
  expect(pathOfUsb({ vendorId: '0403', productId: '6001' }, ports)).toEqual({
    ok: false,
    error: 'line-ambiguous',
  });
});

test.each([
  { vendorId: '1a86', productId: '5523' },
  { vendorId: '10c4', productId: '7523' },
  { vendorId: '1a86', productId: '7523', serialNumber: 'A1' },
  { vendorId: '0403', productId: '6001', serialNumber: 'a1' },
])('%j is not there', (identity) => {
  expect(pathOfUsb(identity, ports)).toEqual({ ok: false, error: 'line-not-there' });
});
