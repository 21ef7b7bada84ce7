import { describe, expect, test } from 'vitest';
import { layOut } from '../../../core/slips/layout.ts';

describe('laying out a slip', () => {
  const plain = { kind: 'text', size: 1, align: 'left', bold: false } as const;

  test('a short pair stands on one line, its value at the right edge', () => {
    const lines = layOut({ blocks: [{ kind: 'pair', label: '编号', value: 'K17-42', size: 1 }] }, 32);
    expect(lines).toEqual([{ ...plain, text: '编号                      K17-42' }]);
  });

  test('a value that would touch its label goes to its own line, still at the right edge', () => {
    const lines = layOut(
      { blocks: [{ kind: 'pair', label: '办理事项', value: '变更联系电话和通讯地址', size: 1 }] },
      31,
    );
    expect(lines).toEqual([
      { ...plain, text: '办理事项' },
      { ...plain, align: 'right', text: '变更联系电话和通讯地址' },
    ]);
  });

  test('a value of several lines reads from the left, a Hanzi to the right of the labels', () => {
    const lines = layOut({ blocks: [{ kind: 'pair', label: '地址', value: '甲乙丙丁戊', size: 1 }] }, 8);
    expect(lines).toEqual([
      { ...plain, text: '地址' },
      { ...plain, text: '\u3000甲乙丙' },
      { ...plain, text: '\u3000丁戊' },
    ]);
  });

  test('a pair at double size has half the columns, and takes two lines where one is too narrow', () => {
    const double = { ...plain, size: 2 };
    const pair = { kind: 'pair', label: '新电话', value: '138****8000', size: 2 } as const;
    expect(layOut({ blocks: [pair] }, 48)).toEqual([{ ...double, text: '新电话       138****8000' }]);
    expect(layOut({ blocks: [pair] }, 32)).toEqual([
      { ...double, text: '新电话' },
      { ...double, align: 'right', text: '138****8000' },
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
