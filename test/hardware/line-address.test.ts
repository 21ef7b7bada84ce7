import { describe, expect, test } from 'vitest';
import { addressText, tcpAddressIn } from '../../hardware/line-address.ts';

describe('an address that begins with tcp', () => {
  test.each([
    ['tcp://10.0.0.5:4001', { host: '10.0.0.5', port: 4_001 }],
    ['tcp://terminal-server.branch.local:65535', { host: 'terminal-server.branch.local', port: 65_535 }],
    ['TCP://localhost:1', { host: 'localhost', port: 1 }],
    ['tcp://[::1]:4001', { host: '::1', port: 4_001 }],
    ['tcp://[fe80::a:1]:4001', { host: 'fe80::a:1', port: 4_001 }],
  ])('%s names a host and a port', (path, address) => {
    expect(tcpAddressIn(path)).toEqual(address);
  });

  test.each([
    '/dev/ttyUSB0',
    'COM3',
    'tcp://10.0.0.5',
    'tcp://10.0.0.5:0',
    'tcp://10.0.0.5:65536',
    'tcp://10.0.0.5:100000',
    'tcp://:4001',
    'tcp://a b:4001',
    'tcp://user@host:4001',
    'tcp://host:4001/path',
    'tcp://::1:4001',
    'tcp://[::1]x:4001',
    ' tcp://host:4001',
    'udp://host:4001',
  ])('%s is none', (path) => {
    expect(tcpAddressIn(path)).toBeNull();
  });
});

describe('an address for people', () => {
  test('is the path itself, or the USB ids the way lsusb writes them', () => {
    expect(addressText('/dev/ttyUSB0')).toBe('/dev/ttyUSB0');
    expect(addressText({ vendorId: '1A86', productId: '7523' })).toBe('usb 1a86:7523');
    expect(addressText({ vendorId: '1a86', productId: '7523', serialNumber: 'AB0K' })).toBe(
      'usb 1a86:7523 AB0K',
    );
  });

  test('is the same for two spellings of one device, and differs by the serial number', () => {
    const text = (vendorId: string, serialNumber: string) =>
      addressText({ vendorId, productId: '7523', serialNumber });
    expect(text('1A86', 'a')).toBe(text('1a86', 'a'));
    expect(text('1a86', 'a')).not.toBe(text('1a86', 'b'));
  });
});
