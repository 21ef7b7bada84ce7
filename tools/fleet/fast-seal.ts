import { createCipheriv, createHmac, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
import type { Sealed } from '../../sync/sealing/bytes.ts';
import { sealingInfo } from '../../sync/sealing/suite.ts';
import { keyPair } from './key-pair.ts';

const kemSuite = Buffer.concat([Buffer.from('KEM'), Buffer.from([0x00, 0x20])]);
const hpkeSuite = Buffer.concat([Buffer.from('HPKE'), Buffer.from([0x00, 0x20, 0x00, 0x01, 0x00, 0x02])]);
const none = Buffer.alloc(0);

/** Of one hub; X25519, raw 32 bytes as base64url. */
export type SealTo = (plain: Uint8Array, aad: Uint8Array) => Sealed;

/**
 * Seals as the product does, HPKE base mode of RFC 9180 with a fresh key each time, out of node's plain functions: a
 * fleet's half a million records take minutes less. The product's own opener opens them.
 */
export function fastSealer(publicKey: string): SealTo {
  const recipient = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'X25519', x: publicKey } });
  const context = Buffer.concat([
    Buffer.from([0]),
    extract(hpkeSuite, none, 'psk_id_hash', none),
    extract(hpkeSuite, none, 'info_hash', sealingInfo),
  ]);
  return (plain, aad) => {
    const { shared, encapsulatedKey } = encapsulate(recipient, Buffer.from(publicKey, 'base64url'));
    const secret = extract(hpkeSuite, shared, 'secret', none);
    const cipher = createCipheriv(
      'aes-256-gcm',
      expand(hpkeSuite, secret, 'key', context, 32),
      expand(hpkeSuite, secret, 'base_nonce', context, 12),
    );
    cipher.setAAD(aad);
    const ciphertext = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return { encapsulatedKey, ciphertext: ciphertext.toString('base64url') };
  };
}

/** RFC 9180, 4.1: DHKEM(X25519, HKDF-SHA256). */
function encapsulate(
  recipient: KeyObject,
  recipientBytes: Buffer,
): { readonly shared: Buffer; readonly encapsulatedKey: string } {
  const { privateKey, publicKey: encapsulatedKey } = keyPair('x25519');
  const agreed = extract(kemSuite, none, 'eae_prk', diffieHellman({ privateKey, publicKey: recipient }));
  const parties = Buffer.concat([Buffer.from(encapsulatedKey, 'base64url'), recipientBytes]);
  return {
    shared: expand(kemSuite, agreed, 'shared_secret', parties, 32),
    encapsulatedKey,
  };
}

/** RFC 9180, 4: LabeledExtract over HKDF-SHA256. */
function extract(suite: Buffer, salt: Buffer, label: string, material: Uint8Array): Buffer {
  return hmac(salt, Buffer.concat([Buffer.from('HPKE-v1'), suite, Buffer.from(label), material]));
}

/** RFC 9180, 4: LabeledExpand; one block is enough for 32 bytes. */
function expand(suite: Buffer, key: Buffer, label: string, info: Buffer, length: number): Buffer {
  const head = [Buffer.from([0, length]), Buffer.from('HPKE-v1'), suite, Buffer.from(label)];
  return hmac(key, Buffer.concat([...head, info, Buffer.from([1])])).subarray(0, length);
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
