import { mostChunks, type Envelope } from '../../core/records/envelope.ts';

/** Characters of records and pieces in one body; the 400,000 of `hub.upload` leave room for what stands around them. */
export const largestBody = 390_000;
/** What JSON puts around an envelope, characters. */
export const aroundRow = 40;

/**
 * As many of the first rows as one upload holds, always one: of `largestBody` characters (all of them ASCII, so bytes as
 * well), and naming no more pieces than a record may, because a hub keeps few of which it has not seen the record.
 */
export function fitOneUpload<Row extends { readonly envelope: Envelope }>(
  rows: readonly Row[],
): readonly Row[] {
  let characters = 0;
  let pieces = 0;
  const past = rows.findIndex(({ envelope }) => {
    characters += JSON.stringify(envelope).length + aroundRow;
    pieces += envelope.header.chunkHashes.length;
    return characters > largestBody || pieces > mostChunks;
  });
  return past < 0 ? rows : rows.slice(0, Math.max(1, past));
}
