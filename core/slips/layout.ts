import { unreachable } from '../lib/unreachable.ts';
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

/** Lays out a slip as plain texts; `columns` counts ASCII at size 1. */
export function layOut({ blocks }: Pick<Slip, 'blocks'>, columns: number): readonly SlipLine[] {
  return blocks.flatMap((block) => linesOf(block, columns));
}

function linesOf(block: SlipBlock, columns: number): readonly SlipLine[] {
  switch (block.kind) {
    case 'text':
      return wrap(plainText(block.text), Math.floor(columns / block.size)).map((text) => ({
        ...block,
        text,
      }));
    case 'pair':
      return pairLines(plainText(block.label), plainText(block.value), columns);
    case 'rule':
      return [plain(ruleDash.repeat(Math.floor(columns / columnsOf(ruleDash))))];
    case 'feed':
    case 'qr':
      return [block];
    default:
      return unreachable(block);
  }
}

function pairLines(label: string, value: string, columns: number): readonly SlipLine[] {
  const gap = columns - columnsOf(label) - columnsOf(value);
  if (gap >= pairGapColumns && !(label + value).includes('\n')) {
    return [plain(label + ' '.repeat(gap) + value)];
  }
  const values = wrap(value, columns);
  // Only a single line reads well from the right edge; an address of several lines starts at the left.
  const align = values.length === 1 ? 'right' : 'left';
  return [...wrap(label, columns).map((text) => plain(text)), ...values.map((text) => plain(text, align))];
}

function plain(text: string, align: TextLine['align'] = 'left'): TextLine {
  return { kind: 'text', text, size: 1, align, bold: false };
}

/** Chinese breaks between any two characters, but a line begins with no closing mark and ends with no opening one. */
const opening = '（《〈「『【〔“‘￥';
const closing = '，。、；：！？）》〉」』】〕”’…—·～％';
const unbreakable = new RegExp(`[${opening}]*(?:[!-~]+|.)[${closing}]*`, 'gu');

/** Breaks `text` at line feeds and at `columns`; words and numbers stay whole unless they are wider than a line. */
export function wrap(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, columns));
}

function wrapParagraph(paragraph: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(paragraph, columns)) {
    if (columnsOf(line + piece) <= columns) {
      line += piece;
    } else {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    }
  }
  return [...lines, line.trimEnd()];
}

function piecesOf(paragraph: string, columns: number): readonly string[] {
  const pieces: readonly string[] = paragraph.match(unbreakable) ?? [];
  return pieces.flatMap((piece) => (columnsOf(piece) > columns ? brokenUp(piece, columns) : [piece]));
}

/** Behind a hyphen where there is one, so that a slip number on a narrow roll reads as its parts. */
function brokenUp(word: string, columns: number): readonly string[] {
  return word.split(/(?<=-)/u).flatMap((part) => (columnsOf(part) > columns ? Array.from(part) : [part]));
}
