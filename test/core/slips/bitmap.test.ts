import { describe, expect, test } from 'vitest';
import { bytesAcross, drawBitmap, isBlack } from '../../../core/slips/bitmap.ts';

describe('a bitmap', () => {
  test('keeps every dot where it was drawn, the leftmost in the highest bit, rows padded to whole bytes', () => {
    const bitmap = drawBitmap(10, 2, (x, y) => (y === 0 ? x === 0 || x === 9 : x === 7));
    expect([...bitmap.rows]).toEqual([0x80, 0x40, 0x01, 0x00]);
    const black: string[] = [];
    for (let y = 0; y < 2; y += 1) {
      for (let x = 0; x < 10; x += 1) if (isBlack(bitmap, x, y)) black.push(`${x},${y}`);
    }
    expect(black).toEqual(['0,0', '9,0', '7,1']);
  });

  test('is white all around', () => {
    // Whatever stands in the padding, and before and behind the rows.
    const rows = new Uint8Array(64).fill(0xff);
    const bitmap = { widthDots: 3, heightDots: 3, rows };
    expect(isBlack(bitmap, 2, 2)).toBe(true);
    const outside = [[-1, 0], [3, 0], [0, -1], [0, 3]] as const; // prettier-ignore
    expect(outside.map(([x, y]) => isBlack(bitmap, x, y))).toEqual([false, false, false, false]);
    expect(isBlack({ ...bitmap, rows: Uint8Array.of(0xff) }, 0, 2)).toBe(false);
    expect(drawBitmap(8, 2, () => true).rows).toEqual(Uint8Array.of(0xff, 0xff));
  });

  test('takes a byte for every eight dots begun', () => {
    expect([0, 1, 8, 9, 576].map(bytesAcross)).toEqual([0, 1, 1, 2, 72]);
  });
});
