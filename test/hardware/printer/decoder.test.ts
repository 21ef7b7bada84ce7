import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slipSvg } from '../../../core/slips/picture.ts';
import type { PrintedLine } from '../../../core/slips/printed.ts';
import { printOut } from './print-out.ts';

function document(hex: string): readonly PrintedLine[] {
  return printOut(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')), 58)[0]?.document ?? [];
}

function texts(hex: string): readonly string[] {
  return document(hex).map((line) =>
    line.kind === 'text' ? line.runs.map((run) => run.text).join('|') : line.kind,
  );
}

describe('the decoder of the printer twin', () => {
  test('prints Hanzi in Chinese mode only, and ESC @ ends it', () => {
    expect(texts('1c26 d5c5 0a')).toEqual(['张']);
    expect(texts('d5c5 0a')).toEqual(['??']);
    expect(texts('1c26 1c2e d5c5 0a')).toEqual(['??']);
    expect(texts('1c26 1b40 d5c5 0a')).toEqual(['??']);
  });

  test('shows a broken pair and a four-byte character as what they are: garbage', () => {
    expect(texts('1c26 8139 ef31 0a')).toEqual(['\ufffd\ufffd']);
  });

  test('keeps runs of one look together and apart from others', () => {
    expect(document('41 42 1b4501 43 1d2101 44 0a')).toEqual([
      {
        kind: 'text',
        align: 'left',
        heightDots: 48,
        isOverfull: false,
        runs: [
          { text: 'AB', width: 1, height: 1, bold: false },
          { text: 'C', width: 1, height: 1, bold: true },
          { text: 'D', width: 1, height: 2, bold: true },
        ],
      },
    ]);
  });

  test('ignores an alignment in the middle of a line, as printers do', () => {
    expect(
      document('1b6101 41 1b6102 42 0a 43 0a').map((line) => line.kind === 'text' && line.align),
    ).toEqual(['centre', 'centre']);
  });

  test('breaks a line that is too long, and tells', () => {
    const lines = document(`${'41'.repeat(33)} 0a`);
    expect(lines.map((line) => line.kind === 'text' && line.isOverfull)).toEqual([true, false]);
  });

  test.each([
    ['letters', '', '41', 32],
    ['double letters', '1d2110', '41', 16],
    ['Hanzi', '1c26', 'd5c5', 16],
    ['triple Hanzi', '1c26 1d2120', 'd5c5', 5],
  ])('has room for its dots and not one more: %s', (_, before, char, most) => {
    const lengths = (count: number) =>
      texts(`${before} ${char.repeat(count)} 0a`).map((text) => Array.from(text).length);
    expect(lengths(most)).toEqual([most]);
    expect(lengths(2 * most + 1)).toEqual([most, most, 1]);
    // What is thrown away leaves no trace.
    expect(texts(`41 1b40 ${before} ${char.repeat(most)} 0a`)).toHaveLength(1);
  });

  test('joins neighbours of one look, and those alone', () => {
    expect(texts('41 1b4501 42 43 0a')).toEqual(['A|BC']);
    expect(texts('41 1b4501 42 1b4500 43 0a')).toEqual(['A|B|C']);
  });

  test('a feed puts out what was gathered before it, be it of one dot or of none', () => {
    const lines = (hex: string) =>
      document(hex).map((line) => (line.kind === 'text' ? `overfull ${line.isOverfull}` : line));
    expect(lines('41 1b4a11')).toEqual(['overfull false', { kind: 'feed', dots: 17 }]);
    expect(lines('41 1b4a00')).toEqual(['overfull false']);
    expect(lines('1b4a01 1b4a00')).toEqual([{ kind: 'feed', dots: 1 }]);
  });

  test('ESC @ throws away the line being gathered and keeps what is on paper', () => {
    expect(texts('41 0a 42 1b40 43 0a')).toEqual(['A', 'C']);
  });

  test('measures feeds in dots', () => {
    expect(document('0a 1b6402 1b4a11 1b3340 0a 1b32 0a')).toEqual(
      [30, 60, 17, 64, 30].map((dots) => ({ kind: 'feed', dots })),
    );
  });

  test('takes an unknown command with a length out of the stream as a whole', () => {
    expect(texts('1d28 4c 0300 414243 44 0a')).toEqual(['D']);
  });

  test('a cut ends a slip, prints what was gathered, and a blank stub is none', () => {
    const slips = printOut(
      Uint8Array.from(Buffer.from('41 1d5600 1d564200 420a'.replaceAll(' ', ''), 'hex')),
      58,
    );
    expect(slips.map((slip) => [slip.document.length, slip.cut])).toEqual([
      [1, true],
      [1, false],
    ]);
    expect(printOut(Uint8Array.of(0x1d, 0x56, 0x00), 58)).toEqual([]);
  });

  test('magnifies Hanzi alone by FS !, both by GS !, and the last of them counts', () => {
    const looks = (hex: string) =>
      document(hex).flatMap((line) =>
        line.kind === 'text' ? line.runs.map((run) => `${run.text} ${run.width}x${run.height}`) : [],
      );
    expect(looks('1c26 d5c5 0a')).toEqual(['张 1x1']);
    expect(looks('1c26 1c210c 41 d5c5 0a')).toEqual(['A 1x1', '张 2x2']);
    expect(looks('1c26 1c2104 d5c5 1c2108 d5c5 0a')).toEqual(['张 2x1', '张 1x2']);
    expect(looks('1c26 1c210c 1d2122 41 d5c5 0a')).toEqual(['A张 3x3']);
    expect(looks('1c26 1d2122 1c2100 41 d5c5 0a')).toEqual(['A 3x3', '张 1x1']);
    expect(looks('1d2121 41 1b40 42 0a')).toEqual(['B 1x1']);
  });

  test('takes a raster picture row by row, as wide as the head and no wider', () => {
    expect(document('1b6101 1d763000 0200 0200 f00f 8001')).toEqual([
      {
        kind: 'raster',
        align: 'centre',
        bitmap: { widthDots: 16, heightDots: 2, rows: Uint8Array.of(0xf0, 0x0f, 0x80, 0x01) },
      },
    ]);
    const [wide] = document(`1d763000 3200 0100 ${'11'.repeat(50)} 41 0a`);
    expect(wide).toMatchObject({ bitmap: { widthDots: 384, heightDots: 1, rows: { length: 48 } } });
    expect(texts('1d763000 0000 0500 41 0a')).toEqual(['raster', 'A']);
    expect(document('1d763000 0000 0500')).toMatchObject([{ bitmap: { widthDots: 0, heightDots: 0 } }]);
  });

  test('of rows that are wider than the head keeps the beginning of each', () => {
    const row = Buffer.from(Array.from({ length: 50 }, (_, at) => at));
    const [line] = document(`1d763000 3200 0200 ${row.toString('hex').repeat(2)}`);
    const kept = row.subarray(0, 48);
    expect(line).toMatchObject({ bitmap: { heightDots: 2, rows: Uint8Array.of(...kept, ...kept) } });
  });

  test.each([
    [1, 7_999, 7_999],
    [1, 8_001, 8_000],
    [2, 8_001, 8_000],
  ])('of a picture %i bytes wide and %i rows high keeps %i rows: a metre', (across, height, kept) => {
    const size = Buffer.from([across, 0, height & 0xff, height >> 8]).toString('hex');
    const [line, behind] = document(`1d763000 ${size} ${'aa'.repeat(across * height)} 41 0a`);
    expect(line).toMatchObject({ bitmap: { heightDots: kept, rows: { length: kept * across } } });
    expect(behind).toMatchObject({ kind: 'text', runs: [{ text: 'A' }] });
  });

  test('prints what it has gathered before a picture', () => {
    expect(texts('41 1d763000 0100 0100 ff')).toEqual(['A', 'raster']);
  });

  test.each([
    ['1b2101', '1b2d01', '1b4d00', '1b4701', '1b7400', '1b5200', '1b2001', '1b240000', '1b5c0000', '1b7b00'],
    ['1b5600', '1b633500', '1b70003232', '1b7200', '1b3d01', '1b5400', '1b2500', '1b570000000000000000'],
    ['1c2d00', '1c4300', '1c530000', '1c5700', '1c284103004100aa'],
    [
      '1d4200',
      '1d4800',
      '1d4c0000',
      '1d500000',
      '1d570000',
      '1d6200',
      '1d6600',
      '1d6850',
      '1d7702',
      '1d240000',
      '1d5c0000',
    ],
    ['1d6b0431323300', '1d6b4903313233', '1d286b0300314306', '1d7202', '1b32'],
  ])('prints no letter of commands that it does not show: %s …', (...commands) => {
    for (const command of commands) expect(texts(`${command} 5a 0a`)).toEqual(['Z']);
  });

  test('keeps no more of a command with a length than a QR code can hold, and reads on behind it', () => {
    const long = '41'.repeat(7_500);
    expect(texts(`1d284c 4c1d ${long} 44 0a`).at(-1)).toBe('D');
    const stored = (bytes: number) => {
      const length = bytes + 3;
      const size = Buffer.from([length & 0xff, length >> 8]).toString('hex');
      return texts(`1d286b ${size} 315030 ${'41'.repeat(bytes)} 1d286b 0300 315130 44 0a`);
    };
    expect(stored(2_953)).toEqual(['qr', 'D']);
    expect(stored(2_954)).toEqual(['D']);
    expect(stored(7_000)).toEqual(['D']);
  });

  test('prints no QR code of nothing, nor one that is too long for its level', () => {
    expect(texts('1d286b 0300 315130 44 0a')).toEqual(['D']);
    const high = `1d286b 0300 314533 1d286b ${'fd04'} 315030 ${'41'.repeat(1_274)} 1d286b 0300 315130`;
    expect(texts(`${high} 44 0a`)).toEqual(['D']);
  });

  test('takes the size of QR modules only where a printer has it', () => {
    const sized = (n: string) => document(`1d286b 0300 3143${n} 1d286b 0400 31503041 1d286b 0300 315130`)[0];
    expect(['01', '10', '00', '11'].map(sized)).toMatchObject(
      [1, 16, 3, 3].map((moduleDots) => ({ kind: 'qr', moduleDots })),
    );
  });

  test('reads any bytes at all without fault, and prints behind them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const flush = new Uint8Array(66_000);
        const bytes = Buffer.concat([noise, flush, Buffer.from([0x1b, 0x40, 0x5a, 0x0a])]);
        const slips = printOut(bytes, 58);
        for (const slip of slips) expect(slipSvg(slip, 58)).toContain('</svg>');
        const last = slips.at(-1)?.document.at(-1);
        const isInRaster = Buffer.from(noise).includes(Buffer.from([0x1d, 0x76]));
        if (!isInRaster) expect(last).toMatchObject({ kind: 'text', runs: [{ text: 'Z' }] });
      }),
      { numRuns: 40 },
    );
  });
});
