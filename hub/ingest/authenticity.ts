import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import * as v from 'valibot';
import { chunkSchema, envelopeSchema, type Chunk, type Envelope } from '../../core/records/envelope.ts';
import { envelopeSigningBytes } from '../../sync/protocol/chain.ts';
import type { rejectionCodes } from '../../sync/protocol/wire.ts';
import { fastChunkHash } from './fast-hash.ts';

/** An envelope as a kiosk offers it. */
export type Offer = { readonly envelope: Envelope; readonly recovered: boolean };

export type Rejection = (typeof rejectionCodes)[number];

/** A row that is not stored, whatever is held; `sequence` is the one it claims, 0 when not even that can be read. */
export type RefusedRow = { readonly sequence: number; readonly refused: Rejection };

const offerSchema = v.object({ envelope: envelopeSchema, recovered: v.boolean() });
const claimSchema = v.object({
  envelope: v.object({ header: v.object({ sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }) }),
});

/** Judges the shape of one row and whose it claims to be. Nothing is proved yet; see prove.ts. */
export function readOffer(
  row: unknown,
  kiosk: { readonly kioskId: string; readonly epoch: number },
): Offer | RefusedRow {
  const parsed = v.safeParse(offerSchema, row);
  if (!parsed.success) return { sequence: claimedSequence(row), refused: 'unreadable' };
  const { header } = parsed.output.envelope;
  if (header.kioskId !== kiosk.kioskId || header.epoch !== kiosk.epoch)
    return { sequence: header.sequence, refused: 'foreign-kiosk' };
  return parsed.output;
}

function claimedSequence(row: unknown): number {
  const parsed = v.safeParse(claimSchema, row);
  return parsed.success ? parsed.output.envelope.header.sequence : 0;
}

/** Whether the device signed this very envelope. */
export function isSignedBy(deviceKey: KeyObject, { hash, signature }: Envelope): Promise<boolean> {
  return verifies(deviceKey, envelopeSigningBytes(hash), Buffer.from(signature, 'base64url'));
}

/** Ed25519. On the thread pool, where several are looked at side by side while the hub serves others. */
export function verifies(key: KeyObject, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  return new Promise((settle) => {
    verify(null, message, key, signature, (error, isSigned) => settle(error === null && isSigned));
  });
}

/** A piece whose name fits its content; null for anything else. Whose it is shows when an envelope names it. */
export function readChunk(row: unknown): Chunk | null {
  const parsed = v.safeParse(chunkSchema, row);
  return parsed.success && fastChunkHash(parsed.output) === parsed.output.hash ? parsed.output : null;
}

/** Keys of as many kiosks as upload within minutes of one another. */
const mostKeys = 30_000;
const keys = new Map<string, KeyObject>();

/** Raw 32 bytes, base64url, which is also how RFC 8037 writes them. Making one takes longer than using it. */
export function deviceKeyObject(deviceKey: string): KeyObject {
  const known = keys.get(deviceKey);
  if (known !== undefined) return known;
  const made = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: deviceKey } });
  if (keys.size >= mostKeys) keys.clear();
  keys.set(deviceKey, made);
  return made;
}
