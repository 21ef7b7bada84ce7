import { generateKeyPairSync, sign } from 'node:crypto';
import { sealingSuite } from '../../../sync/sealing/suite.ts';

/** An Ed25519 key of a test's own. */
export function signingKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'jwk' }).x!,
    sign: (message: Uint8Array) => sign(null, message, privateKey).toString('base64url'),
  };
}
export type SigningKey = ReturnType<typeof signingKey>;

/** An X25519 key pair as the hub has one, raw as base64url. */
export async function sealingKeyPair() {
  const { publicKey, privateKey } = await sealingSuite.kem.generateKeyPair();
  const raw = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64url');
  return {
    publicKey: raw(await sealingSuite.kem.serializePublicKey(publicKey)),
    privateKey: raw(await sealingSuite.kem.serializePrivateKey(privateKey)),
  };
}
