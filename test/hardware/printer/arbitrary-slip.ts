import fc from 'fast-check';
import type { Slip, SlipBlock } from '../../../core/slips/slip.ts';

const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters));

/** Hanzi, closing and opening marks, words, what is outside GBK, what is no text, and anything at all. */
const unit = fc.oneof(
  { weight: 8, arbitrary: oneOf('长安人寿，。（）￥¥ABC019 .-\n') },
  { weight: 2, arbitrary: oneOf('䶮㛃𬭎𠮷é\u0000\u001b\t〓│') },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 0x2_ffff }).map((codePoint) => String.fromCodePoint(codePoint)),
  },
);
const text = fc.string({ unit, maxLength: 80 });

const size = fc.constantFrom(1 as const, 2 as const, 3 as const);

const block: fc.Arbitrary<SlipBlock> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text,
    size,
    align: fc.constantFrom('left' as const, 'centre' as const, 'right' as const),
    bold: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('pair' as const), label: text, value: text, size }),
  fc.record({ kind: fc.constant('rule' as const) }),
  fc.record({ kind: fc.constant('feed' as const), lines: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    kind: fc.constant('qr' as const),
    data: fc.string({ unit: oneOf('AZaz09.:/险𠮷'), minLength: 1, maxLength: 200 }),
  }),
);

export const arbitrarySlip: fc.Arbitrary<Slip> = fc.record({ blocks: fc.array(block, { maxLength: 12 }) });
