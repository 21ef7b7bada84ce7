import { describe as group, expect, test } from 'vitest';
import { boxOf, distance, resample, smooth, type Stroke } from '../../../core/handwriting/strokes.ts';

group('a stroke that is resampled', () => {
  test('has a point every so far along its path, and keeps its ends', () => {
    const corner = resample([[0, 0], [10, 0], [10, 7]], 4); // prettier-ignore
    expect(corner).toEqual([[0, 0], [4, 0], [8, 0], [10, 2], [10, 6], [10, 7]]); // prettier-ignore
  });

  test('stays a dot where it was one', () => {
    expect(resample([[3, 5]], 4)).toEqual([[3, 5]]);
    expect(resample([[3, 5], [3, 5]], 4)).toEqual([[3, 5]]); // prettier-ignore
    expect(resample([], 4)).toEqual([]);
  });

  test('never leaves a gap longer than the step', () => {
    const points = resample([[0, 0], [31, 17], [2, 90]], 5); // prettier-ignore
    points.slice(1).forEach((to, at) => expect(distance(points[at]!, to)).toBeLessThanOrEqual(5.000_001));
  });
});

group('a stroke that is smoothed', () => {
  const zigzag = Array.from({ length: 21 }, (_, at) => [at * 4, at % 2 === 0 ? 2 : -2] as const);

  test('keeps its ends and goes where the middle of its trembling goes', () => {
    const smoothed = smooth(zigzag, 3);
    expect([smoothed[0], smoothed.at(-1)]).toEqual([zigzag[0], zigzag.at(-1)]);
    for (const [, y] of smoothed.slice(3, -3)) expect(Math.abs(y)).toBeLessThan(0.2);
  });

  test('stays as it is where it is straight, short, or not to be smoothed', () => {
    const straight: Stroke = [[0, 0], [4, 4], [8, 8], [12, 12]]; // prettier-ignore
    expect(smooth(straight, 3)).toEqual(straight);
    expect(smooth([[1, 2]], 3)).toEqual([[1, 2]]);
    expect(smooth(zigzag, 0)).toBe(zigzag);
  });
});

test('the box around strokes is as small as can be', () => {
  expect(boxOf([[[4, 9], [6, 2]], [[1, 3]]])).toEqual({ left: 1, top: 2, width: 5, height: 7 }); // prettier-ignore
});
