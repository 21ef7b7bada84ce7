import { type Bitmap, bytesAcross, drawBitmap, isBlack } from '../../core/slips/bitmap.ts';
import type { TextLine } from '../../core/slips/layout.ts';
import { columnDots, columnsOf, glyphHeightDots } from '../../core/slips/paper.ts';
import type { SlipGlyph } from '../../core/slips/slip.ts';

/** Draws a character `dots` high, half as wide for ASCII and as wide for everything else; null when it cannot. */
export type GlyphSource = (char: string, dots: number) => Bitmap | null;

/** The glyphs that came with a slip. One whose rows are too few or too many for its size is passed over. */
export function glyphsOf(glyphs: readonly SlipGlyph[]): GlyphSource {
  const known = new Map<string, Bitmap>();
  for (const { char, dots, rows } of glyphs) {
    const widthDots = (columnsOf(char) * dots) / 2;
    const bytes = rows.match(/../g) ?? [];
    if (bytes.length !== bytesAcross(widthDots) * dots) continue;
    const bitmap = { widthDots, heightDots: dots, rows: Uint8Array.from(bytes, (hex) => parseInt(hex, 16)) };
    known.set(`${dots} ${char}`, bitmap);
  }
  return (char, dots) => known.get(`${dots} ${char}`) ?? null;
}

type Placed = { readonly glyph: Bitmap; readonly left: number };

const blanks = ' \u3000';

/** A whole line as a picture, because a printer cannot mix `GS v 0` with type of its own; null when a glyph is missing. */
export function lineBitmap({ text, size, bold }: TextLine, glyphs: GlyphSource): Bitmap | null {
  const heightDots = glyphHeightDots * size;
  const widthDots = columnsOf(text) * columnDots * size;
  const columns = Array<Placed | null>(widthDots).fill(null);
  let left = 0;
  for (const char of text) {
    const next = left + columnsOf(char) * columnDots * size;
    const glyph = blanks.includes(char) ? blank : glyphs(char, heightDots);
    if (glyph === null) return null;
    columns.fill({ glyph, left }, left, next);
    left = next;
  }
  function isInked(x: number, y: number): boolean {
    const place = columns[x] ?? null;
    return place !== null && isBlack(place.glyph, x - place.left, y);
  }
  // Printers embolden by striking twice, a dot of the small type apart.
  const strikes = bold ? [0, 1, 2, 3].slice(0, size + 1) : [0];
  return drawBitmap(widthDots, heightDots, (x, y) => strikes.some((shift) => isInked(x - shift, y)));
}

const blank: Bitmap = { widthDots: 0, heightDots: 0, rows: new Uint8Array() };
