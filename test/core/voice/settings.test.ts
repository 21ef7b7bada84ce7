import { expect, test } from 'vitest';
import { defaultSpeed, gainOf, nextStep, speeds, volumesDb } from '../../../core/voice/settings.ts';

test('volume spans at least 20 dB in steps of at most 10 dB and never exceeds full scale', () => {
  const jumps = volumesDb.slice(1).map((db, at) => db - volumesDb[at]!);
  expect(volumesDb[4] - volumesDb[0]).toBeGreaterThanOrEqual(20);
  expect(Math.max(...jumps)).toBeLessThanOrEqual(10);
  expect(Math.min(...jumps)).toBeGreaterThan(0);
  expect(gainOf(4)).toBe(1);
  expect(gainOf(0)).toBeCloseTo(0.063, 3);
});

test('speed rises step by step and the default is the speed of the recording', () => {
  expect([...speeds].toSorted((a, b) => a - b)).toStrictEqual([...speeds]);
  expect(speeds[defaultSpeed]).toBe(1);
});

test('the last step is the last', () => {
  expect(nextStep(4, 1)).toBe(4);
  expect(nextStep(0, -1)).toBe(0);
  expect(nextStep(2, -1)).toBe(1);
});
