import { expect, test } from 'vitest';
import {
  defaultSpeed,
  defaultVolume,
  factorOf,
  gainOf,
  nextSpeed,
  nextVolume,
  speeds,
  volumesDb,
} from '../../../core/voice/settings.ts';

test('the volumes are those of the gated rows: steps of at most 10 dB, one 12 dB above the lowest, 24 dB above the default', () => {
  const jumps = volumesDb.slice(1).map((db, at) => db - volumesDb[at]!);
  expect(Math.max(...jumps)).toBeLessThanOrEqual(10);
  expect(Math.min(...jumps)).toBeGreaterThan(0);
  const aboveLowest = volumesDb.map((db) => db - volumesDb[0]);
  expect(aboveLowest).toContain(12);
  expect(Math.max(...aboveLowest)).toBeGreaterThanOrEqual(18);
  expect(Math.max(...volumesDb) - volumesDb[defaultVolume]).toBeGreaterThanOrEqual(20);
});

test('the loudest is full scale, which cannot clip', () => {
  expect(gainOf(4)).toBe(1);
  expect(gainOf(0)).toBeCloseTo(0.0316, 4);
});

test('seven speeds rise from half to double the default, which is the speed of the recording', () => {
  expect(speeds).toHaveLength(7);
  expect([...speeds].toSorted((a, b) => a - b)).toStrictEqual([...speeds]);
  expect([factorOf(0), factorOf(defaultSpeed), factorOf(6)]).toEqual([0.5, 1, 2]);
});

test('the last step is the last', () => {
  expect([nextVolume(4, 1), nextVolume(0, -1), nextVolume(2, -1)]).toEqual([4, 0, 1]);
  expect([nextSpeed(6, 1), nextSpeed(0, -1), nextSpeed(2, 1)]).toEqual([6, 0, 3]);
});
