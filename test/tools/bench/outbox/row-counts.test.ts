import { expect, it } from 'vitest';
import { rowCounts } from '../../../../tools/bench/outbox/row-counts.ts';

const [one, two] = ['0b7e5f0c-0d4c-4a57-8f5e-0a8f3f1f6a01', '0b7e5f0c-0d4c-4a57-8f5e-0a8f3f1f6a02'].map(
  (id) => ({
    id,
    payload: 'x',
  }),
);

it('counts the rows of each line apart, and each only once', () => {
  const counts = rowCounts();
  counts.take('a', [one]);
  counts.take('a', [two]);
  counts.take('b', [one]);
  expect(counts.taken('a')).toBe(2);
  expect(counts.taken('b')).toBe(1);
  expect(counts.taken('a')).toBe(0);
});

it('fails loudly when a row came twice', () => {
  const counts = rowCounts();
  counts.take('a', [one, two]);
  counts.take('a', [two]);
  expect(() => counts.taken('a')).toThrow('a: 1 rows came twice');
});

it('refuses what is no row of the bench', () => {
  expect(() => rowCounts().take('a', [{ id: 'x' }])).toThrow();
});
