import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import * as v from 'valibot';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { envelopeSchema, type Envelope } from '../../core/records/envelope.ts';
import { envelopeSigningBytes, hashFits } from '../../sync/protocol/chain.ts';

/** An envelope as a kiosk offered it, proved to be that kiosk's own. */
export type Offer = { readonly envelope: Envelope; readonly recovered: boolean };

const offerSchema = v.object({ envelope: envelopeSchema, recovered: v.boolean() });

/** Raw 32 bytes, base64url, which is also how RFC 8037 writes them. */
export function deviceKeyObject(deviceKey: string): KeyObject {
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: deviceKey } });
}

/** Judges one row by itself: its shape, whose it is, its hash, its signature. What is stored plays no part. */
export function authenticate(
  row: unknown,
  kiosk: { readonly kioskId: string; readonly epoch: number; readonly deviceKey: KeyObject },
): Result<Offer, 'unreadable' | 'foreign-kiosk' | 'bad-hash' | 'bad-signature'> {
  const parsed = v.safeParse(offerSchema, row);
  if (!parsed.success) return err('unreadable');
  const { envelope } = parsed.output;
  if (envelope.header.kioskId !== kiosk.kioskId || envelope.header.epoch !== kiosk.epoch)
    return err('foreign-kiosk');
  if (!hashFits(envelope)) return err('bad-hash');
  const signature = Buffer.from(envelope.signature, 'base64url');
  if (!verify(null, envelopeSigningBytes(envelope.hash), kiosk.deviceKey, signature))
    return err('bad-signature');
  return ok(parsed.output);
}

/** The sequence a row claims, for the verdict on a row that does not parse; 0 when not even that can be read. */
export function claimedSequence(row: unknown): number {
  const parsed = v.safeParse(claimSchema, row);
  return parsed.success ? parsed.output.envelope.header.sequence : 0;
}

const claimSchema = v.object({
  envelope: v.object({ header: v.object({ sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }) }),
});
