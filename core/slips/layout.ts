import { unreachable } from '../lib/unreachable.ts';
import { wrap } from './line-breaking.ts';
import { columnsOf } from './paper.ts';
import { plainText } from './plain-text.ts';
import type { Slip, SlipBlock } from './slip.ts';

/** A text that fits the columns at its size. */
export type TextLine = Extract<SlipBlock, { kind: 'text' }>;

/** One line of paper. */
export type SlipLine =
  | TextLine
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'qr'; readonly data: string };

/** Box-drawing dash of GB 2312 row 9: neighbours join to one stroke on paper. */
const ruleDash = '─';

/** A value never touches its label. */
const pairGapColumns = 2;
/** An ideographic space: a Hanzi wide. */
const valueIndent = '\u3000';

/** Lays out a slip as plain texts; `columns` counts ASCII at size 1. */
export function layOut({ blocks }: Pick<Slip, 'blocks'>, columns: number): readonly SlipLine[] {
  return blocks.flatMap((block) => linesOf(block, columns));
}

function linesOf(block: SlipBlock, columns: number): readonly SlipLine[] {
  switch (block.kind) {
    case 'text':
      return wrap(plainText(block.text), columnsAt(block.size, columns)).map((text) => ({ ...block, text }));
    case 'pair':
      return pairLines(block, columnsAt(block.size, columns));
    case 'rule':
      return [plain(ruleDash.repeat(Math.floor(columns / columnsOf(ruleDash))), 1)];
    case 'feed':
    case 'qr':
      return [block];
    default:
      return unreachable(block);
  }
}

function columnsAt(size: TextLine['size'], columns: number): number {
  return Math.floor(columns / size);
}

type Pair = Extract<SlipBlock, { kind: 'pair' }>;

/** @param columns at the size of the pair */
function pairLines({ label, value, size }: Pair, columns: number): readonly SlipLine[] {
  const [name, words] = [plainText(label), plainText(value)];
  const gap = columns - columnsOf(name) - columnsOf(words);
  if (gap >= pairGapColumns && !(name + words).includes('\n')) {
    return [plain(name + ' '.repeat(gap) + words, size)];
  }
  return [...wrap(name, columns).map((text) => plain(text, size)), ...valueLines(words, size, columns)];
}

/** Only a single line reads well from the right edge; of an address all lines start at the left, off the labels. */
function valueLines(value: string, size: TextLine['size'], columns: number): readonly SlipLine[] {
  const lines = wrap(value, columns);
  if (lines.length === 1) return lines.map((text) => plain(text, size, 'right'));
  return wrap(value, columns - columnsOf(valueIndent)).map((text) => plain(valueIndent + text, size));
}

function plain(text: string, size: TextLine['size'], align: TextLine['align'] = 'left'): TextLine {
  return { kind: 'text', text, size, align, bold: false };
}
