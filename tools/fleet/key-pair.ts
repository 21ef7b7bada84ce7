import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import * as v from 'valibot';

/** Node's types know nothing of a public key that is generated as JWK. */
const publicJwk = v.object({ x: v.string() });

/**
 * A fresh pair. The public key is raw, 32 bytes as base64url.
 *
 * It is asked for as JWK with the generating, never exported afterwards: in Node 20 that export hangs for ever when the
 * garbage collector takes the generating job in the middle of it, once in some ten thousand keys; as DER it takes longer
 * than making the key.
 */
export function keyPair(type: 'ed25519' | 'x25519'): {
  readonly privateKey: KeyObject;
  readonly publicKey: string;
} {
  const as = { publicKeyEncoding: { format: 'jwk' } } as const;
  // One of the two at a time: the types have no overload for both.
  const made = type === 'ed25519' ? generateKeyPairSync(type, as) : generateKeyPairSync(type, as);
  return { privateKey: made.privateKey, publicKey: v.parse(publicJwk, made.publicKey).x };
}
