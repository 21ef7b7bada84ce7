import { createPublicKey, verify as verifyEd25519 } from 'node:crypto';
import type { Verify } from '../../sync/protocol/receipt.ts';

/** Ed25519 of one fixed key over `message`; `signature` raw as base64url. False for whatever is no signature. */
export type Check = (message: Uint8Array, signature: string) => boolean;

/**
 * @param publicKey Ed25519, raw 32 bytes as base64url
 * @throws when it is no such key; it comes from a validated identity or from the device key itself
 */
export function checkOf(publicKey: string): Check {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return (message, signature) => verifyEd25519(null, message, key, Buffer.from(signature, 'base64url'));
}

/** {@link Verify} on node:crypto. */
export const verifyOnNode: Verify = (publicKey, message, signature) => {
  try {
    return Promise.resolve(checkOf(publicKey)(message, signature));
  } catch {
    return Promise.resolve(false);
  }
};
