import { expect, test } from 'vitest';
import { mostAttempts, retryDelayMs } from '../../../hub/opening/queue.ts';

test('a row that fails again and again is asked less and less often, and given up after hours, not minutes', () => {
  const delays = Array.from({ length: mostAttempts - 1 }, (_, index) => retryDelayMs(index + 1));
  expect(delays.slice(0, 3)).toEqual([5_000, 15_000, 45_000]);
  expect(delays.reduce((sum, delay) => sum + delay, 0)).toBeGreaterThan(3_600_000);
});
