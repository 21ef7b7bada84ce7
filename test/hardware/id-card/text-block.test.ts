import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardTroubles } from '../../../core/identity/id-card.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { decodeTextBlock, encodeTextBlock } from '../../../hardware/id-card/text-block.ts';
import type { CardText } from '../../../hardware/id-card/text-block.ts';

const { resident } = twinDemoCards;

function decoded(changes: Partial<CardText>) {
  return decodeTextBlock(encodeTextBlock({ ...resident, ...changes }));
}

function troubleOf(changes: Partial<CardText>) {
  const card = decoded(changes);
  return card.ok ? null : card.error;
}

describe('the demo cards', () => {
  test.each([
    ['expired', null],
    ['wrong-check-digit', 'card-number-wrong'],
    ['unknown-kind', 'card-kind-unknown'],
  ] as const)('%s is read as %s', (name, trouble) => {
    expect(troubleOf(twinDemoCards[name])).toBe(trouble);
  });

  test('the expired card says when it ended, and leaves the judgement to the visit', () => {
    expect(decoded(twinDemoCards.expired)).toMatchObject({ ok: true, value: { validUntil: '2024-06-12' } });
  });
});

describe('leniency that cards in the field need', () => {
  test('a lower-case x at the end of the number is an X', () => {
    expect(decoded({ number: '11010119490301002x' })).toEqual(decoded({}));
  });

  test('fields padded with U+0000 in place of blanks read the same', () => {
    const block = encodeTextBlock(resident);
    for (let at = 0; at < block.length; at += 2) if (block[at] === 0x20 && block[at + 1] === 0) block[at] = 0;
    expect(decodeTextBlock(block)).toEqual(decoded({}));
  });

  test('a full-width blank inside an address stays', () => {
    expect(decoded({ address: '示例路　１号' })).toMatchObject({ value: { address: '示例路　１号' } });
  });

  test('a rare character from the private-use area stays as the chip has it', () => {
    expect(decoded({ name: '王\u{e863}' })).toMatchObject({ value: { name: '王\u{e863}' } });
  });

  test('a name that fills its field keeps its last character', () => {
    const name = '一二三四五六七八九十一二三四五';
    expect(decoded({ name })).toMatchObject({ value: { name } });
  });
});

describe('what does not parse is refused by name', () => {
  test.each([
    ['an empty name', { name: '' }],
    ['a sex nobody has', { sex: '7' }],
    ['a day no calendar has', { birthDay: '19490230' }],
    ['a day in words', { validFrom: '2009年3月' }],
    ['an empty end', { validUntil: '' }],
    ['a number that is too short', { number: '1101011949030100' }],
  ] as const)('%s', (_, changes) => {
    expect(troubleOf(changes)).toBe('card-content-wrong');
  });

  test('a block of another length', () => {
    expect(decodeTextBlock(new Uint8Array(255))).toEqual({ ok: false, error: 'card-content-wrong' });
  });

  test('random and mutated blocks never throw and end in a card or a named trouble', () => {
    const mutated = fc
      .array(fc.tuple(fc.nat(255), fc.nat(255)), { maxLength: 8 })
      .map((changes) =>
        changes.reduce((block, [at, byte]) => block.with(at, byte), encodeTextBlock(resident)),
      );
    const random = fc.uint8Array({ minLength: 256, maxLength: 256 });
    fc.assert(
      fc.property(fc.oneof(mutated, random), (block) => {
        const card = decodeTextBlock(block);
        if (!card.ok) expect(cardTroubles).toContain(card.error);
      }),
      { numRuns: 500 },
    );
  });
});
