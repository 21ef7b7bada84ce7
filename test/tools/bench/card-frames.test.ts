import { expect, test } from 'vitest';
import { cardReadLineMs, codecFramesPerSecond } from '../../../tools/bench/card-frames.ts';

test('a card read takes as long as its bytes need on the line', () => {
  // Four commands of 10 bytes; answers of 15 (found), 19 (selected), 1295 (content) and 11 bytes (no added address).
  const bytes = 4 * 10 + 15 + 19 + 1_295 + 11;
  expect(cardReadLineMs(115_200)).toBeCloseTo((bytes * 10_000) / 115_200, 6);
  expect(cardReadLineMs(9_600)).toBeCloseTo(12 * cardReadLineMs(115_200), 6);
});

test('the codec keeps up with more readers than any counter has', () => {
  // A line at 115200 carries nine card contents a second.
  expect(codecFramesPerSecond()).toBeGreaterThan(100);
});
