import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kioskKeys } from '../../../core/devices/keys.ts';
import { byteOf, commandStream, signalOf } from '../../../hardware/keypad/codec.ts';
import { keypadProfileNames, keypadProfiles } from '../../../hardware/keypad/profiles.ts';

const { 'nav-pad': navPad, ascii, 'two-switch': twoSwitch } = keypadProfiles;
const pressed = (profile: typeof navPad, byte: string) => signalOf(profile, byte.charCodeAt(0));

describe('a nav-pad', () => {
  test('sends A to V for the keys in their order, and the small letter when one comes up', () => {
    const letters = Array.from({ length: 22 }, (_, index) => String.fromCharCode(0x41 + index));
    expect(letters.map((letter) => pressed(navPad, letter)?.key)).toEqual(kioskKeys);
    expect(pressed(navPad, 'A')).toEqual({ is: 'down', key: 'digit-0' });
    expect(pressed(navPad, 'a')).toEqual({ is: 'up', key: 'digit-0' });
    expect(pressed(navPad, 'v')).toEqual({ is: 'up', key: 'slower' });
    for (const byte of ['W', 'w', 'Y', 'y', '@', '`', '1']) expect(pressed(navPad, byte)).toBeNull();
  });

  test('is set up and asked with the bytes of its manual, at its speed', () => {
    expect(navPad.setup).toEqual([254, 126, 1, 254, 65]);
    expect(navPad.question).toEqual([254, 55]);
    expect(navPad.settings).toMatchObject({ baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1 });
  });
});

describe('an ASCII keypad', () => {
  test.each([
    ['0', 'digit-0'],
    ['9', 'digit-9'],
    ['*', 'repeat'],
    ['#', 'select'],
    ['\r', 'select'],
    ['\b', 'clear'],
    ['\x1b', 'back'],
    ['<', 'previous'],
    ['>', 'next'],
    ['?', 'help'],
    ['+', 'louder'],
    ['-', 'quieter'],
  ] as const)('%j means %s', (byte, key) => expect(pressed(ascii, byte)).toEqual({ is: 'down', key }));

  test('has all ten digits, tells no release and sends nothing else', () => {
    expect('0123456789'.split('').map((digit) => pressed(ascii, digit)?.key)).toEqual(kioskKeys.slice(0, 10));
    for (const byte of ['P', 'a', '\n', ':', '/']) expect(pressed(ascii, byte)).toBeNull();
    expect(byteOf(ascii, { is: 'up', key: 'digit-0' })).toBeNull();
    expect(ascii.settings.baudRate).toBe(9_600);
  });
});

test('two switches go on and choose', () => {
  expect(['N', 'n', 'S', 's', 'A'].map((byte) => pressed(twoSwitch, byte))).toEqual([
    { is: 'down', key: 'next' },
    { is: 'up', key: 'next' },
    { is: 'down', key: 'select' },
    { is: 'up', key: 'select' },
    null,
  ]);
  expect(byteOf(twoSwitch, { is: 'down', key: 'help' })).toBeNull();
  expect(twoSwitch.settings).toMatchObject({ baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 });
});

test.each(keypadProfileNames)('what a %s sends for a key is what that key is known by', (name) => {
  const profile = keypadProfiles[name];
  for (const key of new Set(profile.keys.values())) {
    for (const is of ['down', 'up'] as const) {
      const byte = byteOf(profile, { is, key });
      if (byte !== null) expect(signalOf(profile, byte)).toEqual({ is, key });
    }
  }
});

describe('commands a controller hears', () => {
  test('are found one after another, byte by byte, between text', () => {
    const hear = commandStream();
    const bytes = [0x41, 0xfe, 0x7e, 0x01, 0xfe, 0x41, 0xfe, 0xfe, 0x37, 0xfe, 0x7e, 0x00, 0x60, 0xfe, 0x60];
    expect(bytes.flatMap((byte) => hear(Uint8Array.of(byte)))).toEqual([
      'tell-releases',
      'module-type',
      'repeat-held',
      'no-repeat',
    ]);
  });

  test('are found behind any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const hear = commandStream();
        hear(noise);
        expect(hear(Uint8Array.of(0xfe, 0x7e, 0x01)).at(-1)).toBe('tell-releases');
      }),
    );
  });
});
