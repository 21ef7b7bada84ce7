import { describe as group, expect, test } from 'vitest';
import { rasterOf, rasterShape } from '../../../core/handwriting/raster.ts';
import type { Writing } from '../../../core/handwriting/strokes.ts';

const [, , heightPx, widthPx] = rasterShape;
const cross: Writing = [[[0, 50], [100, 50]], [[50, 0], [50, 100]]]; // prettier-ignore

/** Value at a pixel of the first channel. */
function at(raster: Float32Array, column: number, row: number): number {
  return raster[row * widthPx + column]!;
}

function darkColumns(raster: Float32Array): readonly number[] {
  return Array.from({ length: widthPx }, (_, column) => column).filter((column) =>
    Array.from({ length: heightPx }, (_, row) => at(raster, column, row)).some((value) => value < 0),
  );
}

group('the picture that the recogniser is given', () => {
  const raster = rasterOf(cross);

  test('is white, with the strokes black in its middle, 36 px long', () => {
    expect(raster).toHaveLength(3 * heightPx * widthPx);
    expect(at(raster, 0, 0)).toBe(1);
    expect(at(raster, 47, 20)).toBeCloseTo(-1, 1);
    const dark = darkColumns(raster);
    expect([dark[0], dark.at(-1)]).toEqual([29, 66]);
  });

  test('is the same in all three channels', () => {
    const plane = heightPx * widthPx;
    expect(raster.slice(plane, 2 * plane)).toEqual(raster.slice(0, plane));
    expect(raster.slice(2 * plane)).toEqual(raster.slice(0, plane));
  });

  test('does not tell where and how large the character was written, nor in which order', () => {
    const elsewhere = cross.map((stroke) => stroke.map(([x, y]) => [x * 3 + 700, y * 3 - 20] as const));
    const backwards = cross.toReversed().map((stroke) => stroke.toReversed());
    for (const same of [elsewhere, backwards])
      rasterOf(same).forEach((value, pixel) => expect(value).toBeCloseTo(raster[pixel]!, 4));
  });

  test('shows a single dot', () => {
    expect(darkColumns(rasterOf([[[12, 12]]]))).toEqual([47, 48]);
  });
});
