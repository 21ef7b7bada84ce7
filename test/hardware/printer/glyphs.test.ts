import { describe, expect, test } from 'vitest';
import { drawBitmap, isBlack } from '../../../core/slips/bitmap.ts';
import type { SlipGlyph } from '../../../core/slips/slip.ts';
import { slipBytes } from '../../../hardware/printer/builder.ts';
import { type GlyphSource, glyphsOf, lineBitmap } from '../../../hardware/printer/glyphs.ts';
import { readEscPos } from '../../support/escpos-reader.ts';

/** A character's own pattern: no two of these look alike. */
const pattern: GlyphSource = (char, dots) => {
  const seed = char.codePointAt(0)!;
  return drawBitmap(char < '\u0080' ? dots / 2 : dots, dots, (x, y) => ((x * 7 + y * 13 + seed) & 3) === 0);
};

function line(text: string, size: 1 | 2 | 3 = 1, bold = false) {
  return { kind: 'text', text, size, align: 'left', bold } as const;
}

function rowsOf(bytes: Uint8Array): readonly string[] {
  return readEscPos(bytes).flatMap((read) => (read.kind === 'raster' ? read.rows : []));
}

describe('a line as a picture', () => {
  test.each([1, 2, 3] as const)('has every character in its own columns at %dx', (size) => {
    const dots = 24 * size;
    const bitmap = lineBitmap(line('王A㛃', size), pattern)!;
    expect([bitmap.widthDots, bitmap.heightDots]).toEqual([60 * size, dots]);
    const places = [['王', 0, dots], ['A', dots, dots / 2], ['㛃', dots * 1.5, dots]] as const; // prettier-ignore
    for (const [char, left, width] of places) {
      const glyph = pattern(char, dots)!;
      for (let y = 0; y < dots; y += 1) {
        for (let x = 0; x < width; x += 1) {
          expect(isBlack(bitmap, left + x, y)).toBe(isBlack(glyph, x, y));
        }
      }
    }
  });

  test('leaves the place of a blank white, half wide or wide', () => {
    const black: GlyphSource = (char, dots) => (char === '王' ? drawBitmap(dots, dots, () => true) : null);
    const bitmap = lineBitmap(line('王 \u3000王'), black)!;
    expect(Array.from({ length: 84 }, (_, x) => isBlack(bitmap, x, 0))).toEqual([
      ...Array<boolean>(24).fill(true),
      ...Array<boolean>(36).fill(false),
      ...Array<boolean>(24).fill(true),
    ]);
  });

  test.each([1, 2, 3] as const)(
    'is bold at %dx by a second strike as far off as the type is large',
    (size) => {
      const dot: GlyphSource = (_, dots) => drawBitmap(dots, dots, (x, y) => x === 5 && y === 3);
      const blackIn = (bold: boolean) => {
        const bitmap = lineBitmap(line('王', size, bold), dot)!;
        return Array.from({ length: 24 }, (_, x) => x).filter((x) => isBlack(bitmap, x, 3));
      };
      expect(blackIn(false)).toEqual([5]);
      expect(blackIn(true)).toEqual([5, 6, 7, 8].slice(0, size + 1));
    },
  );

  test('is none when one glyph is missing', () => {
    expect(lineBitmap(line('王㛃'), (char, dots) => (char === '㛃' ? null : pattern(char, dots)))).toBeNull();
  });
});

describe('glyphs that come with a slip', () => {
  const glyph = (change: Partial<SlipGlyph>): SlipGlyph => ({
    char: '㛃',
    dots: 24,
    rows: 'ff0001'.repeat(24),
    ...change,
  });

  test('are found by character and size', () => {
    const source = glyphsOf([glyph({}), glyph({ char: 'A', rows: 'f010'.repeat(24) })]);
    expect(source('㛃', 24)).toMatchObject({ widthDots: 24, heightDots: 24 });
    expect(Array.from(source('㛃', 24)!.rows.slice(0, 3))).toEqual([0xff, 0x00, 0x01]);
    expect(source('A', 24)).toMatchObject({ widthDots: 12, heightDots: 24 });
    expect(source('㛃', 48)).toBeNull();
    expect(source('𬭎', 24)).toBeNull();
  });

  test('with too few or too many rows are passed over', () => {
    expect(glyphsOf([glyph({ rows: 'ff0001'.repeat(23) })])('㛃', 24)).toBeNull();
    expect(glyphsOf([glyph({ rows: 'ff0001'.repeat(25) })])('㛃', 24)).toBeNull();
    expect(glyphsOf([glyph({ dots: 48 })])('㛃', 48)).toBeNull();
    expect(glyphsOf([glyph({ rows: '' })])('㛃', 24)).toBeNull();
  });
});

describe('a slip with characters outside GBK', () => {
  test('has their lines as pictures of at most 24 rows, then the white between lines', () => {
    const { bytes, missing } = slipBytes({ blocks: [line('㛃', 2)] }, { paperWidthMm: 80, glyphs: pattern });
    expect(missing).toEqual([]);
    const hex = Buffer.from(bytes).toString('hex');
    expect(hex.startsWith('1b401c26' + '1d76300006001800')).toBe(true);
    const band = 2 * (8 + 6 * 24);
    expect(hex.slice(8 + band).startsWith('1d76300006001800')).toBe(true);
    expect(hex.slice(8 + 2 * band)).toBe('1b4a0c' + '1d564200');
  });

  test('has the picture of the line in it, dot for dot', () => {
    const { bytes } = slipBytes({ blocks: [line('王㛃A', 3)] }, { paperWidthMm: 80, glyphs: pattern });
    const bitmap = lineBitmap(line('王㛃A', 3), pattern)!;
    const rows = rowsOf(bytes);
    expect(rows).toHaveLength(72);
    expect(rows.map((row) => Array.from(row, (dot) => dot === '#'))).toEqual(
      Array.from({ length: 72 }, (_, y) =>
        Array.from({ length: rows[0]!.length }, (__, x) => isBlack(bitmap, x, y)),
      ),
    );
  });

  test('puts the picture where the text would stand, and goes on in the style there was', () => {
    const lines = readEscPos(
      slipBytes(
        { blocks: [line('甲', 2, true), { ...line('㛃'), align: 'right' }, line('乙', 2, true)] },
        { paperWidthMm: 80, glyphs: pattern },
      ).bytes,
    );
    expect(lines.map((read) => ('align' in read ? `${read.kind} ${read.align}` : read.kind)).join(', ')).toBe(
      'text left, raster right, feed-dots, text left, cut',
    );
    expect(lines[3]).toMatchObject({ pieces: [{ text: '乙', width: 2, height: 2, bold: true }] });
  });

  test('asks for no glyph where every character is in the font', () => {
    const none: GlyphSource = () => {
      throw new Error('asked');
    };
    expect(slipBytes({ blocks: [line('张三')] }, { paperWidthMm: 80, glyphs: none }).missing).toEqual([]);
  });
});
