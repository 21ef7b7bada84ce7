import { createPrivateKey, sign } from 'node:crypto';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import type { KeyPair } from './key-file.ts';
import { keyId } from './key-names.ts';

/** X25519; the private half raw 32 bytes, base64url. */
export type SealingKey = NamedKey & { readonly privateKey: string };
/** Ed25519; signatures base64url. */
export type SigningKey = NamedKey & { readonly sign: (bytes: Uint8Array) => string };

export function sealingKeyOf({ x, d }: KeyPair): SealingKey {
  return { id: keyId('sealing', x), publicKey: x, privateKey: d };
}

export function signingKeyOf(purpose: 'receipt' | 'rules', { x, d }: KeyPair): SigningKey {
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x, d } });
  return {
    id: keyId(purpose, x),
    publicKey: x,
    sign: (bytes) => sign(null, bytes, key).toString('base64url'),
  };
}
