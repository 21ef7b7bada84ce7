import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrap } from '../../../core/slips/line-breaking.ts';
import { columnsOf } from '../../../core/slips/paper.ts';
import { plainText } from '../../../core/slips/plain-text.ts';

describe('breaking a text into lines', () => {
  test('Chinese breaks where the line is full', () => {
    expect(wrap('甲乙丙丁戊己庚', 8)).toEqual(['甲乙丙丁', '戊己庚']);
  });

  test('a closing mark never begins a line', () => {
    expect(wrap('甲乙丙丁。戊', 8)).toEqual(['甲乙丙', '丁。戊']);
  });

  test('an opening mark never ends a line', () => {
    expect(wrap('甲乙丙（丁戊）', 8)).toEqual(['甲乙丙', '（丁戊）']);
  });

  test('a number stays whole and takes its yuan sign along', () => {
    expect(wrap('保费合计￥1280.50元', 12)).toEqual(['保费合计', '￥1280.50元']);
  });

  test('words break at spaces, which vanish there', () => {
    expect(wrap('Please keep this slip', 11)).toEqual(['Please keep', 'this slip']);
  });

  test('a word wider than the paper is cut where it must be', () => {
    expect(wrap('0123456789abcdef', 6)).toEqual(['012345', '6789ab', 'cdef']);
  });

  test('a line feed ends a line, and an empty line stays', () => {
    expect(wrap('甲\n\n乙', 8)).toEqual(['甲', '', '乙']);
  });

  test('a slip number wider than the paper is cut behind a hyphen', () => {
    expect(wrap('K01-525600-000007', 16)).toEqual(['K01-525600-', '000007']);
    expect(wrap('K01-1-000007', 16)).toEqual(['K01-1-000007']);
  });

  test.each([
    ['情况复杂的，30 日内。', 16, ['情况复杂的，', '30 日内。']],
    ['材料交齐后，5 个工作日内答复', 16, ['材料交齐后，', '5 个工作日内答复']],
    ['情況複雜的，30 日內。', 16, ['情況複雜的，', '30 日內。']],
    ['公司核对之后三天内', 14, ['公司核对之后', '三天内']],
    ['an answer within 5 working days', 20, ['an answer within', '5 working days']],
    ['or in 30 days, at most', 8, ['or in', '30 days,', 'at most']],
  ])('a number is not parted from its unit: %s', (text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines);
  });

  test.each(['95519', '138****8000', '027-8565-1234', 'K01-1-000007', '2026-03-09', '1,280.50'])(
    'a number that fits on a line is not parted: %s',
    (number) => {
      for (let before = 0; before <= 8; before += 1)
        expect(wrap(`${'请'.repeat(before)}${number}，谢谢`, 16).join('\n')).toContain(number);
    },
  );

  test('a word stays whole where a dictionary knows it', () => {
    expect(wrap('2026年3月8日，星期日', 16)).toEqual(['2026年3月8日，', '星期日']);
    expect(wrap('上门的人不收现金', 14)).toEqual(['上门的人不收', '现金']);
  });

  test('a closing mark of the small type begins no line either, and an opening one ends none', () => {
    expect(wrap('甲乙丙丁)戊', 8)).toEqual(['甲乙丙', '丁)戊']);
    expect(wrap('甲乙丙(丁戊', 8)).toEqual(['甲乙丙', '(丁戊']);
  });

  test('a closing mark stays with the end of a word too wide for the line', () => {
    expect(wrap('012345。', 6)).toEqual(['01234', '5。']);
    expect(wrap('K01-1-000007。', 8)).toEqual(['K01-1-', '000007。']);
  });

  test('no line begins with a closing mark, ends with an opening one or tears a number from its unit', () => {
    const phrases = fc.constantFrom(
      '现金',
      '带',
      '30 日',
      '5 个工作日',
      '95519',
      '（三天）',
      '好。',
      'K01-1-000007，',
    );
    fc.assert(
      fc.property(fc.array(phrases, { maxLength: 20 }), fc.integer({ min: 16, max: 48 }), (said, columns) => {
        const lines = wrap(said.join('　'), columns);
        for (const line of lines) expect(line).not.toMatch(/^[，。）]|（$/u);
        for (const phrase of said) expect(lines.join('\n')).toContain(phrase);
      }),
    );
  });

  test('no line is wider than the columns and nothing but spaces is lost', () => {
    const chars = fc.constantFrom(...'一二三，。（）「」￥ ab1,.-〓'.split(''));
    fc.assert(
      fc.property(fc.array(chars), fc.integer({ min: 2, max: 48 }), (text, columns) => {
        const lines = wrap(text.join(''), columns);
        expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.join('').replaceAll(' ', ''));
      }),
    );
  });

  test('any text at all fits once it is plain', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x2ffff }), { maxLength: 200 }), (codePoints) => {
        const text = plainText(String.fromCodePoint(...codePoints));
        expect(Math.max(...wrap(text, 16).map(columnsOf))).toBeLessThanOrEqual(16);
      }),
    );
  });
});
