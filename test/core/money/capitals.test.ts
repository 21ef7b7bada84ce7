import fc from 'fast-check';
import nzh from 'nzh';
import { expect, test } from 'vitest';
import { moneyInCapitals } from '../../../core/money/capitals.ts';

test.each([
  [1_234_567n, '人民币壹万贰仟叁佰肆拾伍元陆角柒分'],
  [100_505n, '人民币壹仟零伍元零伍分'],
  [1_000n, '人民币壹拾元整'],
  [100n, '人民币壹元整'],
  [50n, '人民币伍角'],
  [5n, '人民币伍分'],
  [0n, '人民币零元整'],
  [10_000_001_000n, '人民币壹亿零壹拾元整'],
  [-550n, '人民币负伍元伍角'],
])('%d fen is written %s', (fen, capitals) => {
  expect(moneyInCapitals(fen)).toBe(capitals);
});

test('every amount is written as nzh writes it', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 15n), fc.constantFrom(1n, 10n, 100n, 1_000_000n), (amount, roundTo) => {
      const fen = amount - (amount % roundTo);
      // nzh leaves out 整 where the text it is given has places, even .00.
      const cents = fen % 100n === 0n ? '' : `.${String(fen % 100n).padStart(2, '0')}`;
      expect(moneyInCapitals(fen)).toBe(nzh.cn.toMoney(`${fen / 100n}${cents}`));
    }),
    { numRuns: 2_000 },
  );
});
