import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  commandIn,
  decodeAnswer,
  decodeReport,
  encodeAnswer,
  encodeReport,
  firmwareIn,
  radarCommands,
} from '../../../hardware/presence-radar/codec.ts';
import type { RadarCommand, RadarReport } from '../../../hardware/presence-radar/codec.ts';
import { encodeFrame, frameScanner } from '../../../hardware/presence-radar/frame.ts';
import { virtualRadar } from '../../../hardware/presence-radar/virtual-radar.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
const names = Object.keys(radarCommands) as RadarCommand[];
const commandFrame = (name: RadarCommand) =>
  encodeFrame({ kind: 'config', payload: Uint8Array.from(radarCommands[name]) });

function reportIn(hex: string) {
  return decodeReport(frameScanner()(bytesOf(hex)).frames[0]!.payload);
}

describe('golden frames of the maker’s protocol and of captures', () => {
  test.each([
    ['F4F3F2F1 0D00 02AA 02 5100 00 0000 3B 0000 5500 F8F7F6F5', { target: 'still', distanceCm: 0 }],
    ['F4F3F2F1 0D00 02AA 00 0000 00 0000 37 0000 5500 F8F7F6F5', { target: 'none' }],
    ['F4F3F2F1 0D00 02AA 00 4500 3E 0000 3A 0000 5500 F8F7F6F5', { target: 'none' }],
    ['F4F3F2F1 0D00 02AA 03 4600 34 0000 3C 0000 5500 F8F7F6F5', { target: 'both', distanceCm: 0 }],
    ['F4F3F2F1 0D00 02AA 03 4F00 64 4C00 64 3200 5500 F8F7F6F5', { target: 'both', distanceCm: 76 }],
    ['F4F3F2F1 0D00 02AA 01 2C01 40 0000 00 0000 5500 F8F7F6F5', { target: 'moving', distanceCm: 300 }],
    ['F4F3F2F1 0D00 02AA 02 0000 00 2C01 40 0000 5500 F8F7F6F5', { target: 'still', distanceCm: 300 }],
    [
      'F4F3F2F1 2300 01AA 03 1E00 3C 0000 39 0000 0808 3C2205030304030605 00003910130606080460 01 5500 F8F7F6F5',
      { target: 'both', distanceCm: 0 },
    ],
  ])('report %s', (hex, report) => expect(reportIn(hex)).toEqual(report));

  test.each([
    ['enableConfig', 'FDFCFBFA0400FF00010004030201'],
    ['endConfig', 'FDFCFBFA0200FE0004030201'],
    ['readFirmware', 'FDFCFBFA0200A00004030201'],
  ] as const)('command %s', (name, hex) => expect(hexOf(commandFrame(name))).toBe(hex));

  test('the twin answers with the frames of the maker', () => {
    const radar = virtualRadar(false);
    const answers = (['enableConfig', 'readFirmware', 'endConfig'] as const).map((name) =>
      hexOf(radar.answerTo({ kind: 'config', payload: Uint8Array.from(radarCommands[name]) })!),
    );
    expect(answers).toEqual([
      'FDFCFBFA0800FF0100000100400004030201',
      'FDFCFBFA0C00A0010000000102011624062204030201',
      'FDFCFBFA0400FE01000004030201',
    ]);
  });

  test('the firmware is written as its maker writes it', () => {
    const answer = (hex: string) => decodeAnswer(frameScanner()(bytesOf(hex)).frames[0]!.payload)!;
    const newer = answer('FDFCFBFA 0C00 A001 0000 0001 4402 17090725 04030201');
    expect(newer).toMatchObject({ command: 'readFirmware', isDone: true });
    expect(firmwareIn(newer.data)).toBe('V2.44.25070917');
    expect(firmwareIn(answer('FDFCFBFA 0C00 A001 0000 0001 0701 16150922 04030201').data)).toBe(
      'V1.07.22091516',
    );
    expect(firmwareIn(bytesOf('0001 0212 16240622'))).toBe('V12.02.22062416');
    expect(firmwareIn(new Uint8Array(7))).toBeNull();
  });
});

describe('a report is not believed', () => {
  const good = bytesOf('02AA 01 5000 3C 5000 3C 5000 5500');
  test.each([
    ['of another type', 0, 0x03],
    ['without its head', 1, 0xab],
    ['with an unknown state', 2, 0x07],
    ['with a moving distance beyond ten metres', 4, 0x04],
    ['with more than all energy of what moves', 5, 101],
    ['with a still distance beyond ten metres', 7, 0x04],
    ['with more than all energy of what is still', 8, 101],
    ['with a gate beyond ten metres', 10, 0x04],
    ['without its tail', 11, 0x54],
    ['with a wrong end', 12, 0x01],
  ])('%s', (_what, at, byte) => {
    expect(decodeReport(good)).toEqual({ target: 'moving', distanceCm: 80 });
    expect(decodeReport(good.with(at, byte))).toBeNull();
  });

  test('with a byte too many or too few', () => {
    expect(decodeReport(bytesOf('02AA 01 5000 3C 5000 3C 5000 00 5500'))).toBeNull();
    expect(decodeReport(bytesOf('02AA 01 5000 3C 5000 3C 50 5500'))).toBeNull();
    expect(decodeReport(bytesOf('01AA 01 5000 3C 5000 3C 5000 5500'))).toBeNull();
    expect(decodeReport(new Uint8Array(0))).toBeNull();
  });

  test('up to the very limits it is', () => {
    expect(decodeReport(bytesOf('02AA 01 E803 64 E803 64 E803 5500'))).toEqual({
      target: 'moving',
      distanceCm: 1000,
    });
    expect(decodeReport(bytesOf('02AA 01 E903 64 0000 00 0000 5500'))).toBeNull();
  });

  test.each([4, 5, 6])('of anybody while the radar measures its own noise (%i)', (state) => {
    expect(decodeReport(good.with(2, state))).toEqual({ target: 'calibrating' });
  });
});

describe('answers and commands', () => {
  test('a failure is told from a success', () => {
    for (const command of names) {
      for (const isDone of [true, false]) {
        const answer = { command, isDone, data: Uint8Array.of(7) };
        expect(decodeAnswer(encodeAnswer(answer))).toEqual(answer);
      }
    }
    expect(decodeAnswer(bytesOf('FE01 0001'))).toMatchObject({ isDone: false });
    const failure = { command: 'endConfig', isDone: false, data: new Uint8Array(0) } as const;
    expect(hexOf(encodeAnswer(failure))).toBe('FE010100');
  });

  test('what is no answer of ours is none', () => {
    expect(decodeAnswer(bytesOf('FE01 00'))).toBeNull();
    expect(decodeAnswer(bytesOf('FE00 0000'))).toBeNull();
    expect(decodeAnswer(bytesOf('6101 0000'))).toBeNull();
  });

  test('a command is known by all its bytes', () => {
    for (const name of names) expect(commandIn(Uint8Array.from(radarCommands[name]))).toBe(name);
    expect(commandIn(bytesOf('FF00 0200'))).toBeNull();
    expect(commandIn(bytesOf('FF00'))).toBeNull();
    expect(commandIn(bytesOf('FE00 00'))).toBeNull();
  });

  test.each<RadarReport>([
    { target: 'none' },
    { target: 'moving', distanceCm: 300 },
    { target: 'still', distanceCm: 80 },
    { target: 'both', distanceCm: 599 },
    { target: 'calibrating' },
  ])('the twin’s report %j comes back as it was, in either mode', (report) => {
    expect(decodeReport(encodeReport(report))).toEqual(report);
    expect(decodeReport(encodeReport(report, [8, 8]))).toEqual(report);
  });
});

test.each([
  [{ target: 'none' }, '02AA0000000000000000005500'],
  [{ target: 'moving', distanceCm: 300 }, '02AA012C013C00000000005500'],
  [{ target: 'moving', distanceCm: 200 }, '02AA01C8003C00000000005500'],
  [{ target: 'still', distanceCm: 80 }, '02AA0200000050003C50005500'],
  [{ target: 'both', distanceCm: 80 }, '02AA0350003C50003C50005500'],
  [{ target: 'calibrating' }, '02AA0400000000000000005500'],
] as const)('the twin reports %j byte by byte', (report, hex) => {
  expect(hexOf(encodeReport(report))).toBe(hex);
});

describe('the frame scanner', () => {
  const report = encodeFrame({ kind: 'report', payload: encodeReport({ target: 'still', distanceCm: 80 }) });

  test('finds frames of both kinds, however they are cut', () => {
    const stream = Uint8Array.of(...report, ...commandFrame('endConfig'), ...report);
    for (const size of [1, 2, 3, 7, 64]) {
      const scan = frameScanner();
      const kinds: string[] = [];
      for (let at = 0; at < stream.length; at += size)
        kinds.push(...scan(stream.slice(at, at + size)).frames.map(({ kind }) => kind));
      expect(kinds).toEqual(['report', 'config', 'report']);
    }
  });

  test('finds a frame that breaks off behind another one and goes on in the next chunk', () => {
    const scan = frameScanner();
    for (const from of [1, 6, 7, 12, 22]) {
      const first = scan(Uint8Array.of(...report, ...report.slice(0, from)));
      expect([first.frames.length, first.refused, scan(report.slice(from)).frames.length]).toEqual([1, 0, 1]);
    }
  });

  test('writes a length in two bytes, the low one first', () => {
    const lengthOf = (bytes: number) =>
      hexOf(encodeFrame({ kind: 'config', payload: new Uint8Array(bytes) }).slice(4, 6));
    expect([2, 200, 300].map(lengthOf)).toEqual(['0200', 'C800', '2C01']);
  });

  test.each([1, 2, 3, 4, 5])('finds a frame behind %i stray bytes', (count) => {
    const stray = new Uint8Array(count).fill(0xf4);
    expect(frameScanner()(Uint8Array.of(...stray, ...report)).frames).toHaveLength(1);
  });

  test('refuses a frame with a wrong tail, and each tail belongs to its head', () => {
    for (let at = report.length - 4; at < report.length; at += 1)
      expect(frameScanner()(report.with(at, 0))).toEqual({ frames: [], refused: 1 });
    expect(frameScanner()(Uint8Array.of(...report.slice(0, -4), 4, 3, 2, 1)).frames).toEqual([]);
  });

  test('refuses a length below 2 and above 64 at once', () => {
    const begun = (length: number) =>
      frameScanner()(Uint8Array.of(0xf4, 0xf3, 0xf2, 0xf1, length, 0)).refused;
    expect([0, 1, 2, 64, 65].map(begun)).toEqual([1, 1, 0, 0, 1]);
    expect(frameScanner()(Uint8Array.of(0xf4, 0xf3, 0xf2, 0xf1, 13, 1)).refused).toBe(1);
  });

  test('finds what a too long length has swallowed', () => {
    const scan = frameScanner();
    const tooLong = report.with(4, 0x2d);
    const found = [tooLong, report, report, report].flatMap((bytes) => scan(bytes).frames);
    expect(found).toHaveLength(3);
  });

  test('with one wrong bit in a frame never finds another frame than the one sent, but for its distance', () => {
    for (let bit = 0; bit < report.length * 8; bit += 1) {
      const bad = report.with(bit >> 3, report[bit >> 3]! ^ (1 << (bit & 7)));
      for (const { payload } of frameScanner()(bad).frames) expect(payload).toHaveLength(13);
    }
  });

  test('never throws, holds one frame at most, and finds a good one behind any noise', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 500 }), { maxLength: 6 }), (chunks) => {
        const scan = frameScanner();
        chunks.forEach(scan);
        scan(new Uint8Array(64 + 10));
        expect(scan(report).frames).toHaveLength(1);
      }),
    );
  });
});
