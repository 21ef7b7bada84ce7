import type { KeyObject } from 'node:crypto';
import { isSignedBy, type Offer, type RefusedRow } from './authenticity.ts';
import { fastEnvelopeHash } from './fast-hash.ts';
import type { Link } from './judge.ts';

/**
 * Proves that rows are the kiosk's own: every hash is computed and every signature verified, side by side. That the
 * chain vouches for a row is not enough: somebody on the line who spoils its signature alone would make the hub sign for
 * an envelope that proves nothing any more, and the kiosk drop the good one. Only what is held already, to the byte of
 * its hash, is not looked at again; the held copy stays as it is.
 */
export function prove(
  rows: readonly (Offer | RefusedRow)[],
  deviceKey: KeyObject,
  held: ReadonlyMap<number, Link>,
): Promise<readonly (Offer | RefusedRow)[]> {
  return Promise.all(rows.map((row) => proveOne(row, deviceKey, held)));
}

async function proveOne(
  row: Offer | RefusedRow,
  deviceKey: KeyObject,
  held: ReadonlyMap<number, Link>,
): Promise<Offer | RefusedRow> {
  if ('refused' in row) return row;
  const { envelope } = row;
  const { sequence } = envelope.header;
  if (fastEnvelopeHash(envelope) !== envelope.hash) return { sequence, refused: 'bad-hash' };
  if (held.get(sequence)?.hash === envelope.hash) return row;
  return (await isSignedBy(deviceKey, envelope)) ? row : { sequence, refused: 'bad-signature' };
}
