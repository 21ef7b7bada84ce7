import { columnsOf } from './paper.ts';

/**
 * Breaks `text` at line feeds and at `columns` (ASCII one, everything else two). Numbers with their units, words and
 * slip numbers stay whole unless they are wider than a line; no line begins with a closing mark or ends with an
 * opening one. Line breaking by the book (UAX #14) allows a break in "30 日", hence rules of our own.
 */
export function wrap(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, columns));
}

function wrapParagraph(paragraph: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(paragraph, columns, cuts)) {
    if (columnsOf(line + piece) <= columns) {
      line += piece;
    } else {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    }
  }
  return [...lines, line.trimEnd()];
}

type Cut = (text: string) => readonly string[];

/** @param cut the coarsest; what is still too wide is cut by the `finer` ones */
function piecesOf(text: string, columns: number, [cut, ...finer]: readonly Cut[]): readonly string[] {
  if (cut === undefined) return [text];
  return cut(text).flatMap((piece) =>
    columnsOf(piece) > columns ? piecesOf(piece, columns, finer) : [piece],
  );
}

const opening = String.raw`[（《〈「『【〔“‘￥(\[{]*`;
/** Those of ASCII only where no word begins with them (".5"). */
const closing = String.raw`(?:[，。、；：！？）》〉」』】〕”’…—·～％]|[,.;:!?)\]}](?![!-~]))*`;

const figure = '(?:[!-~]*[0-9]|[〇零一二两兩三四五六七八九十百千万]+)';
const unit =
  '(?:[个個]?(?:工作日|星期|小[时時]|分[钟鐘]|毫米汞柱|[年月周日天号號点點时時秒岁歲元角分次位人张張份页頁项項])|[个個])';
const englishUnit = '(?<=[0-9]) (?:working )?[A-Za-z][!-~]*';

/** From the fewest cuts to the most. */
const cuts: readonly Cut[] = [
  atWords,
  at(`${opening}(?:[!-~]+|.)${closing}`),
  // A slip number on a narrow roll reads as its parts.
  at(`[^-]*-${closing}|[^-]+`),
  at(`${opening}.${closing}`),
  at('.'),
];

function at(pattern: string): Cut {
  const piece = new RegExp(pattern, 'gu');
  return (text) => text.match(piece) ?? [];
}

const atFigures = at(`${opening}(?:${figure}(?: ?${unit}|${englishUnit})|[!-~]+|.)${closing}`);
const dictionary = new Intl.Segmenter('zh', { granularity: 'word' });

/** Chinese may break between any two characters, but is easier to read where no word is torn. */
function atWords(text: string): readonly string[] {
  const wordStarts = new Set(Array.from(dictionary.segment(text), ({ index }) => index));
  const pieces: string[] = [];
  let start = 0;
  for (const piece of atFigures(text)) {
    const isOfWordBefore = !wordStarts.has(start);
    pieces.push(isOfWordBefore ? `${pieces.pop() ?? ''}${piece}` : piece);
    start += piece.length;
  }
  return pieces;
}
