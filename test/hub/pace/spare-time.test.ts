import { expect, test } from 'vitest';
import { spareTime } from '../../../hub/pace/spare-time.ts';

/** How many of so many steps of `stepMs` are done within ten minutes of being asked again and again. */
function stepsDone(isQuiet: boolean, stepMs: number): { readonly steps: number; readonly share: number } {
  let [nowMs, steps] = [0, 0];
  const mayWork = spareTime({ monotonicMs: () => nowMs }, () => isQuiet);
  const untilMs = 600_000;
  while (nowMs < untilMs) {
    if (mayWork()) {
      steps += 1;
      nowMs += stepMs;
    } else nowMs += 5;
  }
  return { steps, share: (steps * stepMs) / untilMs };
}

test('while it is quiet all time is spare', () => {
  expect(stepsDone(true, 30).share).toBeGreaterThan(0.99);
});

test.each([1, 30, 60, 400])(
  'in a rush that never ends, steps of %i ms get on, within about a fortieth of the time',
  (stepMs) => {
    const { steps, share } = stepsDone(false, stepMs);
    expect(steps).toBeGreaterThan(0);
    expect(share).toBeGreaterThan(0.015);
    expect(share).toBeLessThan(0.03);
  },
);

test('a spell in which nothing was left to do does not cost a long rest', () => {
  let nowMs = 0;
  const mayWork = spareTime({ monotonicMs: () => nowMs }, () => false);
  expect(mayWork()).toBe(true);
  nowMs = 3_600_000;
  expect(mayWork()).toBe(false);
  nowMs += 39_000;
  expect(mayWork()).toBe(true);
});
