import { expect, test } from 'vitest';
import { cardStanding } from '../../../core/rules/card-standing.ts';

test.each([
  ['long-term', 'valid'],
  ['2026-03-08', 'expired'],
  ['2026-03-09', 'expires-soon'],
  ['2026-06-07', 'expires-soon'],
  ['2026-06-08', 'valid'],
  ['2036-03-09', 'valid'],
])('a card that ends %s is %s on 9 March 2026', (validUntil, standing) => {
  expect(cardStanding({ validUntil }, '2026-03-09')).toBe(standing);
});
