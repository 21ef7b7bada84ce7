import { createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';

const utf8 = (text: string) => Buffer.from(text);
const raw = (text: string) => Buffer.from(text, 'base64url');
const hmac = (key: Buffer, data: Buffer) => createHmac('sha256', key).update(data).digest();

const kemSuite = Buffer.concat([utf8('KEM'), Buffer.from([0x00, 0x20])]);
const hpkeSuite = Buffer.concat([utf8('HPKE'), Buffer.from([0x00, 0x20, 0x00, 0x01, 0x00, 0x02])]);

/** RFC 9180 section 4, LabeledExtract over HKDF-SHA256. */
function extract(suite: Buffer, salt: Buffer, label: string, material: Buffer): Buffer {
  return hmac(salt, Buffer.concat([utf8('HPKE-v1'), suite, utf8(label), material]));
}

/** RFC 9180 section 4, LabeledExpand; one block is enough for 32 bytes. */
function expand(suite: Buffer, key: Buffer, label: string, info: Buffer, length: number): Buffer {
  const labeled = Buffer.concat([Buffer.from([0, length]), utf8('HPKE-v1'), suite, utf8(label), info]);
  return hmac(key, Buffer.concat([labeled, Buffer.from([1])])).subarray(0, length);
}

/**
 * Opens HPKE base mode as RFC 9180 tells it, out of node's plain functions: a second opinion on what our library seals.
 *
 * @throws when it does not open
 */
export function openBase(
  key: { readonly x: string; readonly d: string },
  sealed: { readonly encapsulatedKey: string; readonly ciphertext: string },
  info: string,
  aad: string,
): string {
  const privateKey = createPrivateKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'X25519', x: key.x, d: key.d },
  });
  const publicKey = createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'X25519', x: sealed.encapsulatedKey },
  });
  const none = Buffer.alloc(0);
  const agreed = extract(kemSuite, none, 'eae_prk', diffieHellman({ privateKey, publicKey }));
  const parties = Buffer.concat([raw(sealed.encapsulatedKey), raw(key.x)]);
  const shared = expand(kemSuite, agreed, 'shared_secret', parties, 32);
  const context = Buffer.concat([
    Buffer.from([0]),
    extract(hpkeSuite, none, 'psk_id_hash', none),
    extract(hpkeSuite, none, 'info_hash', utf8(info)),
  ]);
  const secret = extract(hpkeSuite, shared, 'secret', none);
  const decipher = createDecipheriv(
    'aes-256-gcm',
    expand(hpkeSuite, secret, 'key', context, 32),
    expand(hpkeSuite, secret, 'base_nonce', context, 12),
  );
  const ciphertext = raw(sealed.ciphertext);
  decipher.setAAD(utf8(aad));
  decipher.setAuthTag(ciphertext.subarray(-16));
  return Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]).toString();
}
