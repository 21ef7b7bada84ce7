import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardTroubles } from '../../../core/identity/id-card.ts';
import { kindLetters, kindOf } from '../../../hardware/id-card/card-layouts.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { decodeTextBlock, encodeTextBlock, putText, textIn } from '../../../hardware/id-card/text-block.ts';
import { samVectors as vectors } from '../../support/sam-vectors.ts';

const cards = twinDemoCards;

function decoded(changes: Partial<Record<string, string>>, kind: keyof typeof cards = 'resident') {
  return decodeTextBlock(encodeTextBlock({ ...cards[kind], ...changes }));
}

function troubleOf(changes: Partial<Record<string, string>>, kind?: keyof typeof cards) {
  const card = decoded(changes, kind);
  return card.ok ? null : card.error;
}

function golden(id: string) {
  const frame = Buffer.from(vectors.cards.find((card) => card.id === id)!.frameHex, 'hex');
  return decodeTextBlock(frame.subarray(14, 14 + 256));
}

describe('each kind of card is read field by field', () => {
  test('a resident card', () => {
    expect(golden('RESIDENT')).toEqual({
      ok: true,
      value: {
        kind: 'resident',
        name: '王秀英',
        sex: 'female',
        ethnicCode: '01',
        birthDay: '1949-03-01',
        address: '北京市东城区示例胡同４号',
        number: '11010119490301002X',
        issuer: '北京市公安局东城分局',
        validFrom: '2009-03-01',
        validUntil: 'long-term',
      },
    });
  });

  test('a residence permit of Hong Kong, Macao or Taiwan', () => {
    expect(golden('HMT')).toEqual({
      ok: true,
      value: {
        kind: 'hmt-permit',
        name: '陈大文',
        sex: 'male',
        birthDay: '1949-03-01',
        address: '广东省深圳市福田区示例路１号',
        number: '810000194903010015',
        issuer: '深圳市公安局福田分局',
        validFrom: '2019-01-01',
        validUntil: '2024-01-01',
        passNumber: 'H12345678',
        issueCount: '01',
      },
    });
  });

  test('a permanent resident’s card of 2017', () => {
    expect(golden('PR2017')).toEqual({
      ok: true,
      value: {
        kind: 'pr-2017',
        name: '史密斯',
        englishName: 'SMITH, JOHN PAUL',
        sex: 'male',
        birthDay: '1949-03-01',
        number: 'USA110049030101',
        country: 'USA',
        validFrom: '2017-06-01',
        validUntil: '2027-06-01',
        version: '01',
        agencyCode: '1500',
      },
    });
  });

  test('a permanent resident’s card of 2023', () => {
    expect(golden('PR2023')).toEqual({
      ok: true,
      value: {
        kind: 'pr-2023',
        name: '史密斯',
        englishName: 'SMITH, JOHN PAUL',
        sex: 'male',
        birthDay: '1949-03-01',
        number: '911840194903010014',
        country: '840',
        validFrom: '2023-12-01',
        validUntil: '2033-12-01',
        renewalCount: '01',
        previousNumberLink: '010',
      },
    });
  });
});

test.each([
  [
    'resident',
    [
      [220, 28],
      [250, 6],
    ],
  ],
  [
    'hmt-permit',
    [
      [32, 4],
      [242, 6],
      [250, 6],
    ],
  ],
  ['pr-2017', [[250, 6]]],
  ['pr-2023', [[158, 30]]],
] as const)('what stands in the reserved places of a %s card is not read', (kind, reserved) => {
  const block = encodeTextBlock(cards[kind]);
  for (const place of reserved) putText(block, place, 'Ｘ'.repeat(place[1] / 2));
  expect(decodeTextBlock(block)).toEqual(decoded({}, kind));
});

describe('the letter at 248', () => {
  test('tells the four kinds apart', () => {
    for (const kind of ['resident', 'hmt-permit', 'pr-2017', 'pr-2023'] as const)
      expect(kindOf(kindLetters[kind])).toBe(kind);
    expect(kindOf('0')).toBe('resident');
  });

  test('that nobody knows is never guessed at', () => {
    const known = new Set([' ', '\0', '0', 'J', 'I', 'Y']);
    for (let code = 0; code < 0x10000; code += code < 0x400 ? 1 : 61) {
      const letter = String.fromCharCode(code);
      const card = decodeTextBlock(encodeTextBlock(cards.resident, letter));
      if (!known.has(letter)) expect(card, letter).toEqual({ ok: false, error: 'card-kind-unknown' });
    }
  });
});

describe('the demo cards', () => {
  test.each([
    ['expired', null],
    ['moved', null],
    ['rare-name', null],
    ['hmt-permit', null],
    ['pr-2017', null],
    ['pr-2023', null],
    ['english-name', null],
    ['wrong-check-digit', 'card-number-wrong'],
  ] as const)('%s is read as %s', (name, trouble) => {
    expect(troubleOf({}, name)).toBe(trouble);
  });

  test('the expired card says when it ended, and leaves the judgement to the visit', () => {
    expect(decoded({}, 'expired')).toMatchObject({ ok: true, value: { validUntil: '2024-06-12' } });
  });
});

describe('names of permanent residents', () => {
  test('without a Chinese one the English one is what the customer is called', () => {
    expect(decoded({}, 'english-name')).toMatchObject({
      value: {
        name: 'VAN DER MERWE-OOSTHUIZEN, MARGARETHA ELISABETH',
        englishName: 'VAN DER MERWE-OOSTHUIZEN, MARGARETHA ELISABETH',
      },
    });
  });

  test('a blank between the two parts of an English name stays', () => {
    const parts = { englishName: `${'A'.repeat(34)} `, englishNameRest: 'B' };
    expect(decoded(parts, 'pr-2023')).toMatchObject({ value: { englishName: `${'A'.repeat(34)} B` } });
  });

  test('an English name of sixty characters fits the card of 2017', () => {
    const englishName = 'N'.repeat(60);
    expect(decoded({ englishName, chineseName: '' }, 'pr-2017')).toMatchObject({
      value: { name: englishName },
    });
  });

  test('neither of the two is a card that cannot be used', () => {
    const none = { englishName: '', englishNameRest: '', chineseName: '' };
    expect(troubleOf(none, 'pr-2023')).toBe('card-content-wrong');
    expect(troubleOf(none, 'pr-2017')).toBe('card-content-wrong');
  });
});

describe('countries', () => {
  test.each([
    ['USA', 'USA'],
    ['840', '840'],
    ['', null],
    ['usa', null],
    ['US', null],
    ['84', null],
    ['U4A', null],
  ])('"%s" is %s, and never a reason to refuse a card', (country, read) => {
    expect(decoded({ country }, 'pr-2023')).toMatchObject({ ok: true, value: { country: read } });
    expect(decoded({ country }, 'pr-2017')).toMatchObject({ ok: true, value: { country: read } });
  });
});

describe('leniency that cards in the field need', () => {
  test.each([
    ['resident', '11010119490301002x'],
    ['pr-2017', 'usa110049030101'],
  ] as const)('small letters in the number of a %s card are capitals', (kind, number) => {
    expect(decoded({ number }, kind)).toEqual(decoded({}, kind));
  });

  test.each(['resident', 'hmt-permit', 'pr-2017', 'pr-2023'] as const)(
    'a %s card padded with U+0000 in place of blanks reads the same',
    (kind) => {
      const block = encodeTextBlock(cards[kind]);
      const whole = [0, block.length] as const;
      putText(
        block,
        whole,
        textIn(block, whole).replace(/ {2,}/g, (blanks) => '\0'.repeat(blanks.length)),
      );
      expect(decodeTextBlock(block)).toEqual(decoded({}, kind));
    },
  );

  test('a full-width blank inside an address stays', () => {
    expect(decoded({ address: '示例路　１号' })).toMatchObject({ value: { address: '示例路　１号' } });
  });

  test('rare characters stay as the chip has them: private-use, and two code units', () => {
    expect(decoded({}, 'rare-name')).toMatchObject({ value: { name: '张\u{e863}𠮷' } });
  });

  test.each(['resident', 'hmt-permit', 'pr-2017', 'pr-2023'] as const)(
    '长期 stands on a %s card too',
    (kind) => {
      expect(decoded({ validUntil: '长期' }, kind)).toMatchObject({ value: { validUntil: 'long-term' } });
    },
  );

  test('a name that fills its field keeps its last character', () => {
    const name = '一二三四五六七八九十一二三四五';
    expect(decoded({ name })).toMatchObject({ value: { name } });
  });
});

describe('a number that its kind of card cannot have is refused by name', () => {
  test.each([
    ['resident', '110101194903010020'],
    ['hmt-permit', '11010119490301002X'],
    ['pr-2023', '11010119490301002X'],
    ['pr-2023', '911840194903010015'],
  ] as const)('%s %s', (kind, number) => {
    expect(troubleOf({ number }, kind)).toBe('card-number-wrong');
  });

  test.each([
    ['pr-2017', '11010119490301002X'],
    ['pr-2017', 'US1110049030101'],
    ['resident', '1101011949030100'],
    ['hmt-permit', 'H12345678'],
    ['pr-2023', 'USA110049030101'],
  ] as const)('%s %s has not even its shape', (kind, number) => {
    expect(troubleOf({ number }, kind)).toBe('card-content-wrong');
  });
});

describe('what does not parse is refused by name', () => {
  test.each([
    ['an empty name', { name: '' }],
    ['a name that breaks off inside a character', { name: '王\ud842' }],
    ['a name with a control character', { name: '王\u001b@' }],
    ['an address with a nought inside', { address: '示例\0路' }],
    ['an issuer that is half a character', { issuer: '\udc00' }],
    ['an ethnic code that is half a character', { ethnicCode: '\udc00' }],
    ['a sex nobody has', { sex: '7' }],
    ['a day no calendar has', { birthDay: '19490230' }],
    ['a day in words', { validFrom: '2009年3月' }],
    ['an empty end', { validUntil: '' }],
  ] as const)('%s', (_, changes) => {
    expect(troubleOf(changes)).toBe('card-content-wrong');
  });

  test.each(['passNumber', 'issueCount'])('a residence permit’s %s that is half a character', (field) => {
    expect(troubleOf({ [field]: '\ud800' }, 'hmt-permit')).toBe('card-content-wrong');
  });

  test.each(['version', 'agencyCode', 'chineseName'])('a %s of 2017 that is half a character', (field) => {
    const changes = { [field]: '\ud800', englishName: '' };
    expect(troubleOf(changes, 'pr-2017')).toBe('card-content-wrong');
  });

  test.each(['renewalCount', 'previousNumberLink'])('a %s of 2023 that is half a character', (field) => {
    expect(troubleOf({ [field]: '\ud800' }, 'pr-2023')).toBe('card-content-wrong');
  });

  test.each([
    ['0', 'unknown'],
    ['1', 'male'],
    ['2', 'female'],
    ['9', 'unspecified'],
  ])('sex %s is %s', (sex, read) => {
    expect(decoded({ sex })).toMatchObject({ value: { sex: read } });
  });

  test('a block of another length', () => {
    expect(decodeTextBlock(new Uint8Array(255))).toEqual({ ok: false, error: 'card-content-wrong' });
    expect(decodeTextBlock(new Uint8Array(257))).toEqual({ ok: false, error: 'card-content-wrong' });
  });

  test('random and mutated blocks never throw and end in a card or a named trouble', () => {
    const block = fc.constantFrom(...Object.values(cards)).map((card) => encodeTextBlock(card));
    const change = fc.tuple(fc.nat(255), fc.nat(255));
    const mutated = fc
      .tuple(block, fc.array(change, { maxLength: 8 }))
      .map(([start, changes]) => changes.reduce((bytes, [at, byte]) => bytes.with(at, byte), start));
    const random = fc.uint8Array({ minLength: 256, maxLength: 256 });
    fc.assert(
      fc.property(fc.oneof(mutated, random), (bytes) => {
        const card = decodeTextBlock(bytes);
        if (!card.ok) expect(cardTroubles).toContain(card.error);
      }),
      { numRuns: 1_000 },
    );
  });
});
