import * as v from 'valibot';

/** Magnification of a glyph: 1 = 24-dot Hanzi, 2 = double, 3 = triple (`GS !`). */
const size = v.picklist([1, 2, 3]);
const align = v.picklist(['left', 'centre', 'right']);

/** One element of a slip. Text wraps at the paper's width; a pair puts its value at the right edge or on its own line. */
export const slipBlockSchema = v.variant('kind', [
  v.object({ kind: v.literal('text'), text: v.string(), size, align, bold: v.boolean() }),
  v.object({ kind: v.literal('pair'), label: v.string(), value: v.string() }),
  v.object({ kind: v.literal('rule') }),
  v.object({
    kind: v.literal('feed'),
    lines: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
  }),
  v.object({ kind: v.literal('qr'), data: v.pipe(v.string(), v.minLength(1), v.maxLength(700)) }),
]);
export type SlipBlock = v.InferOutput<typeof slipBlockSchema>;

/** A slip (凭条) as a document, independent of any printer; the builder adds initialisation, feed and cut. */
export const slipSchema = v.object({ blocks: v.pipe(v.array(slipBlockSchema), v.maxLength(200)) });
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

/**
 * `printed` only after the printer's own confirmation behind the cut. `unknown`: bytes went out and no confirmation
 * came; a person looks, and nothing is printed again by itself.
 */
export const printOutcomeSchema = v.variant('outcome', [
  v.object({ outcome: v.literal('printed') }),
  v.object({ outcome: v.literal('not-printed'), reason: v.picklist(printTroubles) }),
  v.object({ outcome: v.literal('unknown') }),
]);
export type PrintOutcome = v.InferOutput<typeof printOutcomeSchema>;
