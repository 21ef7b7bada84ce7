import fc from 'fast-check';
import nzh from 'nzh';
import { describe, expect, test } from 'vitest';
import {
  countWords,
  dayWords,
  decimalWords,
  digitWords,
  integerWords,
  literalWords,
  moneyWords,
  percentWords,
} from '../../../core/voice/number-words.ts';
import { languages } from '../../../core/strings/language.ts';

/** nzh says 二 where speech says 两. */
const plainTwo = (words: string) => words.replaceAll(/[两兩]/gu, '二');
/** nzh says 一亿零十 and 负十; ordinary reading says 一亿零一十, 负十. */
const fullTen = (words: string) => words.replaceAll('零十', '零一十');

describe('whole numbers in Chinese', () => {
  test.each([
    [0n, '零'],
    [2n, '二'],
    [10n, '十'],
    [15n, '十五'],
    [20n, '二十'],
    [110n, '一百一十'],
    [200n, '两百'],
    [222n, '两百二十二'],
    [1001n, '一千零一'],
    [1010n, '一千零一十'],
    [2000n, '两千'],
    [10086n, '一万零八十六'],
    [10500n, '一万零五百'],
    [12000n, '一万两千'],
    [20000n, '两万'],
    [120000n, '十二万'],
    [203000n, '二十万三千'],
    [1020000n, '一百零二万'],
    [100000010n, '一亿零一十'],
    [100020000n, '一亿零两万'],
    [200000000n, '两亿'],
    [2000000000000n, '两万亿'],
    [-12n, '负十二'],
  ])('%d is said %s', (value, words) => {
    expect(integerWords(value, 'zh-CN')).toBe(words);
  });

  test('every number up to ten quadrillion reads as nzh reads it, but for 两', () => {
    fc.assert(
      fc.property(wholeNumbers, (value) => {
        expect(plainTwo(integerWords(value, 'zh-CN'))).toBe(fullTen(nzh.cn.encodeS(String(value))));
      }),
      { numRuns: 2_000 },
    );
  });

  test('traditional characters read as the Hong Kong form of nzh, but for 兩', () => {
    fc.assert(
      fc.property(wholeNumbers, (value) => {
        expect(plainTwo(integerWords(value, 'zh-Hant'))).toBe(fullTen(nzh.hk.encodeS(String(value))));
      }),
      { numRuns: 500 },
    );
  });

  test('两 stands only for a lone 2 before 百, 千, 万 or 亿', () => {
    fc.assert(
      fc.property(wholeNumbers, (value) => {
        const words = integerWords(value, 'zh-CN');
        expect(words).not.toMatch(
          /两(?![百千万亿])|[一二三四五六七八九十百千]两(?=[万亿])|(?<![十])二(?=[百千])/u,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Small, round and large numbers alike: a plain range would be large ones only. */
const wholeNumbers = fc
  .tuple(fc.bigInt(0n, 10n ** 16n - 1n), fc.integer({ min: 0, max: 16 }), fc.constantFrom(1n, 10n, 10_000n))
  .map(([value, places, roundTo]) => {
    const short = value % 10n ** BigInt(places);
    return short - (short % roundTo);
  });

describe('numbers with a place behind the point', () => {
  test.each([
    ['12345.67', '一万两千三百四十五点六七'],
    ['2.5', '二点五'],
    ['0.05', '零点零五'],
    ['-3.50', '负三点五零'],
  ])('%s is said %s', (text, words) => {
    expect(decimalWords(text, 'zh-CN')).toBe(words);
  });

  test('per cent stands in front', () => {
    expect(percentWords('2.5', 'zh-CN')).toBe('百分之二点五');
    expect(percentWords('12', 'zh-Hant')).toBe('百分之十二');
    expect(percentWords('-2', 'zh-CN')).toBe('负百分之二');
    expect(percentWords('2.5', 'zh-Hant')).toBe('百分之二點五');
    expect(percentWords('2.5', 'en')).toBe('two point five per cent');
  });
});

test.each([
  [2n, '两'],
  [12n, '十二'],
  [102n, '一百零二'],
  [3n, '三'],
])('before a measure word %d is said %s', (value, words) => {
  expect(countWords(value, 'zh-CN')).toBe(words);
});

describe('money', () => {
  test.each([
    [3_000_000n, '三万元'],
    [1_234_567n, '一万两千三百四十五元六角七分'],
    [100_505n, '一千零五元零五分'],
    [50n, '五角'],
    [5n, '五分'],
    [0n, '零元'],
    [200n, '两元'],
    [1_200n, '十二元'],
    [10_200n, '一百零二元'],
    [1_222n, '十二元两角两分'],
    [1_050n, '十元五角'],
    [-250n, '负两元五角'],
  ])('%d fen is said %s', (fen, words) => {
    expect(moneyWords(fen, 'zh-CN')).toBe(words);
  });

  test('traditional and English forms', () => {
    expect(moneyWords(2_000_200n, 'zh-Hant')).toBe('兩萬零二元');
    expect(moneyWords(1_234_567n, 'en')).toBe(
      'twelve thousand three hundred and forty-five point six seven yuan',
    );
    expect(moneyWords(100_505n, 'en')).toBe('one thousand and five point zero five yuan');
    expect(moneyWords(50n, 'en')).toBe('zero point five yuan');
  });

  test('two different amounts never sound alike', () => {
    const amounts = fc.uniqueArray(fc.bigInt(0n, 10n ** 12n), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(amounts, fc.constantFrom(...languages), ([one, other], language) => {
        expect(moneyWords(one!, language)).not.toBe(moneyWords(other!, language));
      }),
    );
  });
});

describe('days', () => {
  test.each([
    ['2026-11-22', 'zh-CN', '二零二六年十一月二十二日'],
    ['1950-02-02', 'zh-CN', '一九五零年二月二日'],
    ['2000-10-10', 'zh-Hant', '二零零零年十月十日'],
    ['2026-11-22', 'en', 'the twenty-second of November twenty twenty-six'],
    ['1950-03-01', 'en', 'the first of March nineteen fifty'],
    ['1905-12-31', 'en', 'the thirty-first of December nineteen oh five'],
    ['2006-05-12', 'en', 'the twelfth of May two thousand and six'],
    ['1900-01-20', 'en', 'the twentieth of January nineteen hundred'],
  ] as const)('%s in %s is said %s', (day, language, words) => {
    expect(dayWords(day, language)).toBe(words);
  });

  test('what is no calendar day is refused', () => {
    expect(() => dayWords('22.11.2026', 'zh-CN')).toThrow('not a calendar day');
  });
});

describe('digits one by one', () => {
  test.each([
    ['4567', [4], 'zh-CN', '四五六七'],
    ['10086', [], 'zh-CN', '幺零零八六'],
    ['13800138000', [3, 4, 4], 'zh-CN', '幺三八，零零幺三，八零零零'],
    ['13800138000', [3, 4, 4], 'zh-Hant', '幺三八，零零幺三，八零零零'],
    ['120X', [4], 'zh-CN', '幺二零艾克斯'],
    ['1380', [3, 4, 4], 'zh-CN', '幺三八，零'],
    ['13800138000', [3, 4, 4], 'en', 'one three eight, zero zero one three, eight zero zero zero'],
    ['120X', [4], 'en', 'one two zero X'],
  ] as const)('%s in groups of %j in %s is said %s', (digits, grouping, language, words) => {
    expect(digitWords(digits, grouping, language)).toBe(words);
  });
});

test.each([
  ['30', 'zh-CN', '三十'],
  ['2', 'zh-CN', '二'],
  ['95519', 'zh-CN', '九五五幺九'],
  ['110', 'zh-CN', '幺幺零'],
  ['05', 'zh-CN', '零五'],
  ['30', 'en', 'thirty'],
] as const)('digits %s inside a sentence in %s are said %s', (digits, language, words) => {
  expect(literalWords(digits, language)).toBe(words);
});

test.each([
  [0n, 'zero'],
  [14n, 'fourteen'],
  [40n, 'forty'],
  [99n, 'ninety-nine'],
  [105n, 'one hundred and five'],
  [1_100n, 'one thousand one hundred'],
  [1_001_000n, 'one million one thousand'],
  [1_000_000_007n, 'one billion and seven'],
  [-3n, 'minus three'],
])('%d in English is said %s', (value, words) => {
  expect(integerWords(value, 'en')).toBe(words);
});

test('no digit is left in any planned word, in any language', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 14n), 10n ** 14n), fc.constantFrom(...languages), (value, language) => {
      const said = [
        integerWords(value, language),
        moneyWords(value, language),
        decimalWords(`${value}.25`, language),
        digitWords(String(value < 0n ? -value : value), [3, 4, 4], language),
        literalWords(String(value < 0n ? -value : value), language),
      ].join(' ');
      expect(said).not.toMatch(/\p{Nd}/u);
    }),
  );
});
