import { createPublicKey, verify } from 'node:crypto';

/** Ed25519 of one fixed key over `message`; `signature` raw as base64url. False for whatever is no signature. */
export type Check = (message: Uint8Array, signature: string) => boolean;

/**
 * @param publicKey Ed25519, raw 32 bytes as base64url
 * @throws when it is no such key; it comes from a validated identity or from the device key itself
 */
export function checkOf(publicKey: string): Check {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return (message, signature) => verify(null, message, key, Buffer.from(signature, 'base64url'));
}

/** The `Verify` of sync/protocol/receipt.ts, on node:crypto: a key that came from outside and is none is not valid. */
export async function verifyOnNode(
  publicKey: string,
  message: Uint8Array,
  signature: string,
): Promise<boolean> {
  try {
    return checkOf(publicKey)(message, signature);
  } catch {
    return false;
  }
}
