import fc from 'fast-check';
import type { Slip, SlipBlock } from '../../../core/slips/slip.ts';

const text = fc.string({
  unit: fc.constantFrom(...'长安人寿，。（）￥¥ABC019 .-\n䶮㛃é'.split('')),
  maxLength: 80,
});

const block: fc.Arbitrary<SlipBlock> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text,
    size: fc.constantFrom(1 as const, 2 as const, 3 as const),
    align: fc.constantFrom('left' as const, 'centre' as const, 'right' as const),
    bold: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('pair' as const), label: text, value: text }),
  fc.record({ kind: fc.constant('rule' as const) }),
  fc.record({ kind: fc.constant('feed' as const), lines: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    kind: fc.constant('qr' as const),
    data: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 700 }),
  }),
);

export const arbitrarySlip: fc.Arbitrary<Slip> = fc.record({ blocks: fc.array(block, { maxLength: 12 }) });
