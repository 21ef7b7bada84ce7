import fc from 'fast-check';
import { expect, it } from 'vitest';
import { amountBands } from '../../../core/records/envelope.ts';
import { amountBandOf, isWithinBand, upperEndFen } from '../../../core/rules/amount-band.ts';

it.each([
  [undefined, 'none'],
  ['0', 'to-1000'],
  ['100000', 'to-1000'],
  ['100001', 'to-10000'],
  ['1000000', 'to-10000'],
  ['1000001', 'to-50000'],
  ['5000000', 'to-50000'],
  ['5000001', 'above-50000'],
  ['999999999999999', 'above-50000'],
] as const)('%s fen lies in the band %s', (amountFen, band) => {
  expect(amountBandOf(amountFen)).toBe(band);
});

it('no amount is more than its band counts as', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 999_999_999_999_999n), (fen) => {
      expect(upperEndFen(amountBandOf(String(fen)))).toBeGreaterThanOrEqual(fen);
    }),
  );
});

it('a band is within itself and every larger one, and within no smaller one', () => {
  for (const [at, band] of amountBands.entries())
    for (const [limitAt, limit] of amountBands.entries())
      expect(isWithinBand(band, limit)).toBe(at <= limitAt);
});
