import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layOut, wrap } from '../../../core/slips/layout.ts';
import { columnsOf } from '../../../core/slips/paper.ts';
import { plainText } from '../../../core/slips/plain-text.ts';

describe('wrapping', () => {
  test('Chinese breaks where the line is full', () => {
    expect(wrap('一二三四五六七', 8)).toEqual(['一二三四', '五六七']);
  });

  test('a closing mark never begins a line', () => {
    expect(wrap('一二三四。五', 8)).toEqual(['一二三', '四。五']);
  });

  test('an opening mark never ends a line', () => {
    expect(wrap('一二三（四五）', 8)).toEqual(['一二三', '（四五）']);
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

describe('laying out a slip', () => {
  const plain = { kind: 'text', size: 1, align: 'left', bold: false } as const;

  test('a short pair stands on one line, its value at the right edge', () => {
    const lines = layOut({ blocks: [{ kind: 'pair', label: '编号', value: 'K17-42' }] }, 32);
    expect(lines).toEqual([{ ...plain, text: '编号                      K17-42' }]);
  });

  test('a value that would touch its label goes to its own line, still at the right edge', () => {
    const lines = layOut(
      { blocks: [{ kind: 'pair', label: '办理事项', value: '变更联系电话和通讯地址' }] },
      31,
    );
    expect(lines).toEqual([
      { ...plain, text: '办理事项' },
      { ...plain, align: 'right', text: '变更联系电话和通讯地址' },
    ]);
  });

  test('a value of several lines reads from the left', () => {
    const lines = layOut({ blocks: [{ kind: 'pair', label: '地址', value: '一二三四五六' }] }, 8);
    expect(lines).toEqual([
      { ...plain, text: '地址' },
      { ...plain, text: '一二三四' },
      { ...plain, text: '五六' },
    ]);
  });

  test('a rule spans the paper', () => {
    expect(layOut({ blocks: [{ kind: 'rule' }] }, 32)).toEqual([{ ...plain, text: '─'.repeat(16) }]);
  });

  test('double size halves what fits on a line', () => {
    const title = { kind: 'text', text: '业务受理凭条单', size: 2, align: 'centre', bold: true } as const;
    const lines = layOut({ blocks: [title] }, 24);
    expect(lines).toEqual([
      { ...title, text: '业务受理凭条' },
      { ...title, text: '单' },
    ]);
  });
});
