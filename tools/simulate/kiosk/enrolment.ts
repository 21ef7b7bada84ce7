import { sign } from 'node:crypto';
import type { Dice } from '../world/dice.ts';
import { rawKeyPair } from '../world/seeded-crypto.ts';

/** One life of a kiosk as its hub knows it. */
export type Enrolment = {
  readonly kioskId: string;
  readonly epoch: number;
  readonly device: SigningKey;
};

/** Ed25519; the public half raw as base64url. */
export type SigningKey = { readonly publicKey: string; readonly sign: (message: Uint8Array) => string };

export function signingKey(dice: Dice): SigningKey {
  const { key, publicHalf } = rawKeyPair('ed25519', dice);
  return {
    publicKey: publicHalf,
    sign: (message) => sign(null, message, key).toString('base64url'),
  };
}
