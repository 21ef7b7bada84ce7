import { describe, expect, test } from 'vitest';
import { addressIn, readOrder } from '../../../tools/device/arguments.ts';

const words = (line: string) => line.split(' ').filter((word) => word !== '');

describe('what the technician types', () => {
  test.each([
    ['', { do: 'help', about: null }],
    ['help', { do: 'help', about: null }],
    ['--help', { do: 'help', about: null }],
    ['probe --help', { do: 'help', about: 'probe' }],
    ['watch nonsense --help', { do: 'help', about: 'watch' }],
    ['list', { do: 'list' }],
    ['probe', { do: 'probe', paths: [], kinds: null }],
    ['probe COM3 tcp://h:1', { do: 'probe', paths: ['COM3', 'tcp://h:1'], kinds: null }],
    ['self-test --profile site.json', { do: 'self-test-profile', profilePath: 'site.json' }],
  ])('"%s" is understood', (line, order) => {
    expect(readOrder(words(line))).toEqual({ ok: true, value: order });
  });

  test('a probe may be only for some kinds', () => {
    expect(readOrder(words('probe COM3 --only keypad --only receipt-printer'))).toMatchObject({
      ok: false,
    });
    expect(readOrder(words('probe COM3 --only id-card-reader --only receipt-printer'))).toMatchObject({
      value: { kinds: [{ device: 'id-card-reader' }, { device: 'receipt-printer' }] },
    });
  });

  test('one device has its line, and of the settings only those that were said', () => {
    expect(readOrder(words('self-test receipt-printer /dev/ttyUSB0'))).toMatchObject({
      value: {
        do: 'self-test',
        kind: { device: 'receipt-printer' },
        address: '/dev/ttyUSB0',
        settings: {},
        showsFrames: false,
        logPath: null,
      },
    });
    const everything =
      'watch keypad COM3 --for 1.5 --baud 1200 --frame 7e2 --flow xon-xoff --frames --log k.log';
    expect(readOrder(words(everything))).toMatchObject({
      value: {
        do: 'watch',
        forMs: 1_500,
        settings: { baudRate: 1_200, dataBits: 7, parity: 'even', stopBits: 2, flow: 'xon-xoff' },
        showsFrames: true,
        logPath: 'k.log',
      },
    });
    expect(readOrder(words('watch keypad COM3 --frame 8o1'))).toMatchObject({
      value: { forMs: null, settings: { dataBits: 8, parity: 'odd', stopBits: 1 } },
    });
  });

  test.each([
    ['dance', 'no such command: dance'],
    ['list COM3', 'list takes nothing more'],
    ['self-test', 'which device?'],
    ['self-test toaster COM3', 'no such device: toaster'],
    ['self-test keypad', 'on which line is the keypad?'],
    ['self-test keypad COM3 COM4', 'not understood: COM4'],
    ['self-test keypad COM3 --profile site.json', 'a profile names its devices itself'],
    ['probe --only toaster', 'no such device: toaster'],
    ['watch keypad COM3 --for soon', 'not a number of seconds: soon'],
    ['watch keypad COM3 --for 0', 'not a number of seconds: 0'],
    ['watch keypad COM3 --for 86401', 'not a number of seconds: 86401'],
    ['watch keypad COM3 --baud fast', 'not a speed: fast'],
    ['watch keypad COM3 --baud -1', /--baud/],
    ['watch keypad COM3 --frame 9N1', 'not a frame such as 8N1 or 7E1: 9N1'],
    ['watch keypad COM3 --frame 8N3', 'not a frame such as 8N1 or 7E1: 8N3'],
    ['watch keypad COM3 --flow dtr', '--flow takes none, xon-xoff or rts-cts'],
    ['watch keypad COM3 --colour', /--colour/],
  ])('"%s" is refused with a sentence', (line, sentence) => {
    expect(readOrder(words(line))).toEqual({
      ok: false,
      error: typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    });
  });

  test.each([
    ['/dev/ttyUSB0', '/dev/ttyUSB0'],
    ['usb:1a86:7523', { vendorId: '1a86', productId: '7523' }],
    ['usb:1A86:7523:AB:0K', { vendorId: '1A86', productId: '7523', serialNumber: 'AB:0K' }],
    ['usb:1a86', 'usb:1a86'],
  ])('the line %s is the address %j', (word, address) => {
    expect(addressIn(word)).toEqual(address);
  });
});
