/** Width of the paper roll; the printed area is narrower (72 and 48 mm). */
export type PaperWidthMm = 58 | 80;

/** Printable dots across: thermal heads of 203 dpi have 8 dots to the millimetre. */
export const dotsAcross = { 58: 384, 80: 576 } as const satisfies Record<PaperWidthMm, number>;

/** An ASCII character of font A is 12 dots wide and 24 high; a Hanzi is 24 by 24. */
export const columnDots = 12;
export const glyphHeightDots = 24;

/** Line feed at power-up: 1/6 inch at 203 dpi. */
export const lineFeedDots = 30;

/** ASCII columns across at size 1: 32 on a 58 mm roll, 48 on an 80 mm roll. */
export function columnsAcross(paperWidthMm: PaperWidthMm): number {
  return dotsAcross[paperWidthMm] / columnDots;
}

/** Columns of a text at size 1: ASCII one, everything else two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += char < '\u0080' ? 1 : 2;
  return columns;
}
