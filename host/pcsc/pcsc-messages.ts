import * as v from 'valibot';

/** The longest answer of a card and its status word. */
const bytes = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
  v.maxLength(258),
);

/** What `pcsc-process.mjs` says. */
export const pcscMessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('not-loadable') }),
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('reader-attached'), reader: v.string() }),
  v.object({ kind: v.literal('reader-detached'), reader: v.string() }),
  v.object({ kind: v.literal('card-inserted'), reader: v.string() }),
  v.object({ kind: v.literal('card-removed'), reader: v.string() }),
  /** In PC/SC's own words. */
  v.object({ kind: v.literal('error'), message: v.string() }),
  v.object({ kind: v.literal('answer'), id: v.number(), bytes }),
  v.object({ kind: v.literal('refused'), id: v.number(), message: v.string() }),
]);
export type PcscMessage = v.InferOutput<typeof pcscMessageSchema>;

/** What it is told. */
export type PcscRequest =
  | { readonly do: 'watch' }
  | {
      readonly do: 'transmit';
      readonly id: number;
      readonly reader: string;
      readonly command: readonly number[];
    };
