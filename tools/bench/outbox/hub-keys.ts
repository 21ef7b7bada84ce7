import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import * as v from 'valibot';
import { bytes32Schema } from '../../../core/records/envelope.ts';
import type { NamedKey } from '../../../sync/protocol/signed-text.ts';

/** Ed25519; signatures base64url. */
type SigningKey = NamedKey & { readonly sign: (bytes: Uint8Array) => string };

/** Keys of a hub that lives for one run; a real hub keeps its own in a file. */
export type BenchKeys = {
  /** X25519; the private half raw 32 bytes, base64url. */
  readonly sealing: NamedKey & { readonly privateKey: string };
  readonly receipt: SigningKey;
  readonly rules: SigningKey;
};

export function freshHubKeys(): BenchKeys {
  const { x, d } = jwkOf(generateKeyPairSync('x25519').privateKey);
  return {
    sealing: { id: 'seal-bench', publicKey: x, privateKey: d },
    receipt: freshSigningKey('receipt-bench'),
    rules: freshSigningKey('rules-bench'),
  };
}

function freshSigningKey(id: string): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    id,
    publicKey: jwkOf(privateKey).x,
    sign: (bytes) => sign(null, bytes, privateKey).toString('base64url'),
  };
}

/** RFC 8037: `x` the public, `d` the private half, raw as base64url. */
const jwkSchema = v.object({ x: bytes32Schema, d: bytes32Schema });

function jwkOf(privateKey: KeyObject) {
  return v.parse(jwkSchema, privateKey.export({ format: 'jwk' }));
}
