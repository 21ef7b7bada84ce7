import { expect, test } from 'vitest';
import { formatMoney } from '../../../core/money/format.ts';

test.each([
  [0n, '0'],
  [5n, '0.05'],
  [50n, '0.50'],
  [100n, '1'],
  [99_900n, '999'],
  [1_234_567n, '12,345.67'],
  [100_000_000_000n, '1,000,000,000'],
  [-250n, '-2.50'],
])('%d fen is shown as %s', (fen, shown) => {
  expect(formatMoney(fen)).toBe(shown);
});
