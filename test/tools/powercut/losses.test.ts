import { expect, test } from 'vitest';
import { countMissing, faultsIn } from '../../../tools/powercut/losses.ts';

const marks = (...sequences: number[]) =>
  sequences.map((sequence) => ({ sequence, hash: `hash of ${sequence}` }));

test('nothing is missing when everything acknowledged is found, also when more is', () => {
  expect(countMissing(marks(1, 2, 3), marks(1, 2, 3))).toBe(0);
  expect(countMissing(marks(1, 2), marks(1, 2, 3))).toBe(0);
  expect(countMissing([], [])).toBe(0);
});

test('each acknowledged record that is not found counts, wherever it stood', () => {
  expect(countMissing(marks(1, 2, 3, 4), marks(1, 3))).toBe(2);
  expect(countMissing(marks(1, 2), [])).toBe(2);
});

test('another record under the same number is no find', () => {
  expect(countMissing(marks(1, 2), [...marks(1), { sequence: 2, hash: 'another' }])).toBe(1);
});

test('a database that ends early, or is empty, is no fault in itself: that is a loss', () => {
  expect(faultsIn({ rows: marks(1, 2, 3), damaged: 0, headSequence: 3 })).toEqual([]);
  expect(faultsIn({ rows: [], damaged: 0, headSequence: null })).toEqual([]);
});

test('a gap, a damaged row and a head that is not the last row are faults', () => {
  expect(faultsIn({ rows: marks(1, 3), damaged: 0, headSequence: 3 })).toEqual(['1 gaps']);
  expect(faultsIn({ rows: marks(1, 3), damaged: 1, headSequence: 3 })).toEqual(['1 damaged rows']);
  expect(faultsIn({ rows: marks(1, 2), damaged: 0, headSequence: 3 })).toEqual(['head 3, last row 2']);
  expect(faultsIn({ rows: marks(1, 2), damaged: 0, headSequence: null })).toEqual(['head gone, last row 2']);
  expect(faultsIn({ rows: [], damaged: 0, headSequence: 3 })).toEqual(['head 3, last row 0']);
});
