import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerAtStart,
  commandAtStart,
  crc16Xmodem,
  encodeAnswer,
  encodeCommand,
} from '../../../hardware/code-scanner/codec.ts';
import { commandStream } from '../../../hardware/code-scanner/command-stream.ts';
import { readTail, scanNow, stopScanning, tailSettings } from '../../../hardware/code-scanner/models.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();

describe('golden frames', () => {
  test.each([
    ['08 02 00 2A 39 01', 0xa7ea], // set 9600 baud
    ['07 01 00 2A 02', 0xd80f], // read the baud rate
    ['09 01 00 00 00', 0xdec8], // save
    ['08 01 00 02 01', 0x02da], // trigger, as an EM1365 host sends it
    ['08 01 00 D9 55', 0xd176], // restore user defaults
    ['0A 01 00 00 00', 0x301a], // heartbeat
    ['00 01 00', 0x3331], // success
    ['31 32 33 34 35 36 37 38 39', 0x31c3], // the check value of CRC-16/XMODEM itself
    ['', 0x0000],
  ])('the CRC of %s is %i', (hex, crc) => {
    expect(crc16Xmodem(bytesOf(hex))).toBe(crc);
  });

  test('commands are the ones of the manuals, with their CRC', () => {
    expect(hexOf(encodeCommand({ do: 'write-zone', zone: 0x002a, values: [0x39, 0x01] }))).toBe(
      '7E000802002A3901A7EA',
    );
    expect(hexOf(encodeCommand({ do: 'read-zone', zone: 0x002a, count: 2 }))).toBe('7E000701002A02D80F');
    expect(hexOf(encodeCommand(scanNow))).toBe('7E00080100020102DA');
    expect(hexOf(encodeCommand(stopScanning))).toBe('7E000801000200' + '12FB');
    expect(hexOf(encodeCommand(readTail('gm65')))).toBe('7E0007010060010A6B');
    expect(hexOf(encodeCommand(readTail('gm812')))).toBe('7E000701000E01224E');
    expect(hexOf(encodeCommand({ do: 'write-zone', zone: 0x12ff, values: [1] }))).toMatch(/^7E00080112FF/);
  });

  test('success is the answer of the manuals, both ways', () => {
    const success = { type: 0, data: Uint8Array.of(0) };
    expect(hexOf(encodeAnswer(success))).toBe('02000001003331');
    expect(answerAtStart(bytesOf('02000001003331'))).toEqual({ is: 'frame', content: success, byteCount: 7 });
  });
});

describe('a command at the start', () => {
  test('is understood with its CRC, and with ABCD in its place', () => {
    const content = { do: 'write-zone', zone: 2, values: [1] };
    const found = { is: 'frame', content, byteCount: 9 };
    expect(commandAtStart(bytesOf('7E 00 08 01 00 02 01 AB CD'))).toEqual(found);
    expect(commandAtStart(bytesOf('7E 00 08 01 00 02 01 02 DA'))).toEqual(found);
    expect(commandAtStart(bytesOf('7E 00 07 01 12 34 02 AB CD'))).toMatchObject({
      content: { do: 'read-zone', zone: 0x1234, count: 2 },
    });
    expect(commandAtStart(bytesOf('7E 00 07 00 12 34 AB CD'))).toEqual({
      is: 'frame',
      content: { do: 'read-zone', zone: 0x1234, count: 0 },
      byteCount: 8,
    });
  });

  test('is refused with any other CRC, and when it asks for what this kiosk never asks', () => {
    const refused = { is: 'frame', content: null, byteCount: 9 };
    expect(commandAtStart(bytesOf('7E 00 08 01 00 02 01 02 DB'))).toEqual(refused);
    expect(commandAtStart(bytesOf('7E 00 08 01 00 02 01 AB CC'))).toEqual(refused);
    expect(commandAtStart(bytesOf('7E 00 09 01 00 00 00 DE C8'))).toEqual(refused);
  });
});

describe('an answer at the start', () => {
  test('is refused with ABCD in place of its CRC: an engine always computes it', () => {
    expect(answerAtStart(bytesOf('02 00 00 01 00 AB CD'))).toMatchObject({ is: 'frame', content: null });
  });

  test('with any one bit wrong is never taken for good', () => {
    const good = bytesOf('02 00 00 01 00 33 31');
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const bad = good.with(bit >> 3, good[bit >> 3]! ^ (1 << (bit & 7)));
      expect(answerAtStart(bad)).not.toMatchObject({ content: { type: expect.any(Number) } });
    }
  });

  test('that has only begun is incomplete, whatever its length so far', () => {
    const good = bytesOf('02 00 00 01 00 33 31');
    for (let end = 0; end < good.length; end += 1)
      expect(answerAtStart(good.slice(0, end))).toEqual({ is: 'incomplete' });
  });

  test('may hold sixteen bytes and not one more, so nothing waits for bytes that never come', () => {
    expect(answerAtStart(bytesOf('02 00 00 10'))).toEqual({ is: 'incomplete' });
    expect(answerAtStart(bytesOf('02 00 00 11'))).toEqual({ is: 'other' });
  });

  test('is told from text by its first two bytes', () => {
    expect(answerAtStart(bytesOf('36 39'))).toEqual({ is: 'other' });
    expect(answerAtStart(bytesOf('02 36'))).toEqual({ is: 'other' });
    expect(answerAtStart(bytesOf('02'))).toEqual({ is: 'incomplete' });
  });

  test('comes back as it was sent, whatever it says', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.uint8Array({ maxLength: 16 }), (type, data) => {
        expect(answerAtStart(encodeAnswer({ type, data }))).toMatchObject({ content: { type, data } });
      }),
    );
  });
});

describe('the terminator in an engine’s memory', () => {
  test.each([
    [0x00, 'cr'],
    [0x20, 'cr-lf'],
    [0x40, 'tab'],
    [0x60, 'none'],
    [0x9f, 'cr'],
    [0xff, 'none'],
  ] as const)('GM65: bits 6 and 5 of %i say %s', (value, tail) => {
    expect(tailSettings.gm65.read(value)).toBe(tail);
    expect(tailSettings.gm65.read(tailSettings.gm65.write(tail))).toBe(tail);
  });

  test.each(['cr', 'lf', 'cr-lf', 'tab', 'none'] as const)('GM812: %s is a number', (tail) => {
    expect(tailSettings.gm812.read(['cr', 'lf', 'cr-lf', 'tab', 'none'].indexOf(tail))).toBe(tail);
    expect(tailSettings.gm812.read(tailSettings.gm812.write(tail))).toBe(tail);
  });

  test('GM812: a number beyond them says nothing', () => {
    expect(tailSettings.gm812.read(5)).toBeNull();
  });

  test('GM65: a terminator that it cannot send becomes CR', () => {
    expect(tailSettings.gm65.write('lf')).toBe(0);
  });
});

describe('commands an engine hears', () => {
  test('are found behind noise, behind a torso and one after another, byte by byte', () => {
    const hear = commandStream();
    const stream = Uint8Array.of(
      ...bytesOf('FF 7E 00 7E 7E 00 08 01 00'),
      ...encodeCommand(scanNow),
      ...encodeCommand(stopScanning),
    );
    expect([...stream].flatMap((byte) => hear(Uint8Array.of(byte)))).toEqual([scanNow, stopScanning]);
  });

  test('never throw and never pile up, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 5 }), (chunks) => {
        const hear = commandStream();
        chunks.forEach(hear);
        hear(new Uint8Array(32));
        expect(hear(encodeCommand(scanNow))).toEqual([scanNow]);
      }),
    );
  });
});
