import { expect, test } from 'vitest';
import { slopeOf } from '../../../../tools/bench/screen/slope.ts';

test('a heap that grows by three kilobytes a visit has a slope of three, wherever it began', () => {
  const looks = [10, 20, 30, 40].map((x) => ({ x, y: 5_000 + 3 * x }));
  expect(slopeOf(looks)).toBeCloseTo(3);
});

test('looks that scatter evenly around the line do not change the slope', () => {
  const noisy = [
    { x: 1, y: 12 },
    { x: 1, y: 8 },
    { x: 3, y: 22 },
    { x: 3, y: 18 },
  ];
  expect(slopeOf(noisy)).toBeCloseTo(5);
});

test('one look alone has no slope', () => {
  expect(slopeOf([{ x: 1, y: 1 }])).toBeNaN();
});
