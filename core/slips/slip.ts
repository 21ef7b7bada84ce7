import * as v from 'valibot';

/** Magnification of a glyph: 1 = 24-dot Hanzi, 2 = double, 3 = triple (`GS !`). */
const size = v.picklist([1, 2, 3]);
const align = v.picklist(['left', 'centre', 'right']);

/** One element of a slip. Text wraps at the paper's width; a pair puts its value at the right edge or on its own line. */
export const slipBlockSchema = v.variant('kind', [
  v.object({ kind: v.literal('text'), text: v.string(), size, align, bold: v.boolean() }),
  v.object({ kind: v.literal('pair'), label: v.string(), value: v.string(), size }),
  v.object({ kind: v.literal('rule') }),
  v.object({
    kind: v.literal('feed'),
    lines: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
  }),
  v.object({ kind: v.literal('qr'), data: v.pipe(v.string(), v.minLength(1), v.maxLength(700)) }),
]);
export type SlipBlock = v.InferOutput<typeof slipBlockSchema>;

/**
 * The look of a character that printers have no type for (names outside GBK), drawn by the screen, which has fonts.
 * `rows` as in `Bitmap`, hexadecimal; `dots` high, half as wide for ASCII and as wide for everything else.
 */
export const slipGlyphSchema = v.object({
  char: v.pipe(v.string(), v.minLength(1), v.maxLength(2)),
  dots: v.picklist([24, 48, 72]),
  rows: v.pipe(v.string(), v.regex(/^(?:[\da-f]{2})*$/), v.maxLength(2 * 9 * 72)),
});
export type SlipGlyph = v.InferOutput<typeof slipGlyphSchema>;

/** A slip (凭条) as a document, independent of any printer; the builder adds initialisation, feed and cut. */
export const slipSchema = v.object({
  blocks: v.pipe(v.array(slipBlockSchema), v.maxLength(200)),
  /** For every character of a block that has one outside GBK: a printer cannot mix its own type with a picture. */
  glyphs: v.optional(v.pipe(v.array(slipGlyphSchema), v.maxLength(400))),
});
export type Slip = v.InferOutput<typeof slipSchema>;

/** Why a slip is certainly not on paper. */
export const printTroubles = [
  'paper-out',
  'cover-open',
  'cutter-error',
  'printer-overheated',
  'printer-fault',
  'printer-silent',
  'printer-missing',
] as const;
export type PrintTrouble = (typeof printTroubles)[number];

/** What staff should see to although the slip comes out. */
export const printWarnings = ['paper-low', 'characters-missing'] as const;
export type PrintWarning = (typeof printWarnings)[number];

/**
 * `printed` only after the printer's own confirmation behind the cut. `unknown`: bytes went out and no confirmation
 * came; a person looks, and nothing is printed again by itself.
 */
export const printOutcomeSchema = v.variant('outcome', [
  v.object({
    outcome: v.literal('printed'),
    /** How many different characters came out as 〓; absent when all is there. A name may be among them: tell staff. */
    missingCharacters: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  v.object({ outcome: v.literal('not-printed'), reason: v.picklist(printTroubles) }),
  v.object({ outcome: v.literal('unknown') }),
]);
export type PrintOutcome = v.InferOutput<typeof printOutcomeSchema>;
