import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import type { Dice } from './dice.ts';

/**
 * WebCrypto as far as HPKE and the queue ask for it, on the same OpenSSL as the real one, with two differences that let
 * a seed repeat itself to the byte: it answers at once instead of from a pool of threads, which would decide who comes
 * first, and what is random comes from the dice.
 */
export function seededCrypto(dice: Dice): Crypto {
  thrown = dice;
  return { subtle, getRandomValues: filled } as unknown as Crypto;
}

/** @hpke/core keeps the first `subtle` that it has ever seen; so there is one, and the run's dice lie beside it. */
let thrown: Dice | null = null;

function dice(): Dice {
  if (thrown === null) throw new Error('no run has begun');
  return thrown;
}

function filled(into: Uint8Array): Uint8Array {
  into.set(dice().bytes(into.length));
  return into;
}

/** Stands for a `CryptoKey`: raw bytes of a secret, or a key of X25519. */
type Key = { readonly raw: Buffer; readonly object: KeyObject | null };
type Bytes = ArrayBuffer | Uint8Array;
type Derivation = { readonly public: Key } | { readonly salt: Bytes; readonly info: Bytes };
type Gcm = { readonly iv: Bytes; readonly additionalData: Bytes };

const subtle = {
  generateKey: async () => {
    const { key, publicHalf } = rawKeyPair('x25519', dice());
    return { privateKey: { raw: Buffer.alloc(0), object: key }, publicKey: publicKeyOf(publicHalf) };
  },
  importKey: async (
    format: string,
    bytes: Bytes | { readonly x: string },
    algorithm: { readonly name: string },
  ): Promise<Key> => {
    if ('x' in bytes) return publicKeyOf(bytes.x);
    const raw = bufferOf(bytes);
    if (algorithm.name !== 'X25519') return { raw, object: null };
    if (format === 'raw') return publicKeyOf(raw.toString('base64url'));
    return { raw, object: createPrivateKey({ key: raw, format: 'der', type: 'pkcs8' }) };
  },
  exportKey: async (format: string, { raw, object }: Key) =>
    format === 'jwk' ? object?.export({ format: 'jwk' }) : arrayBufferOf(raw),
  deriveBits: async (algorithm: Derivation, { raw, object: ours }: Key, bits: number) => {
    if ('salt' in algorithm)
      return hkdfSync('sha256', raw, bufferOf(algorithm.salt), bufferOf(algorithm.info), bits / 8);
    const { object: theirs } = algorithm.public;
    if (ours === null || theirs === null) throw new TypeError('X25519 takes two keys');
    return arrayBufferOf(diffieHellman({ privateKey: ours, publicKey: theirs }));
  },
  sign: async (_name: 'HMAC', { raw }: Key, data: Bytes) =>
    arrayBufferOf(createHmac('sha256', raw).update(bufferOf(data)).digest()),
  encrypt: async ({ iv, additionalData }: Gcm, { raw }: Key, plain: Bytes) => {
    const cipher = createCipheriv('aes-256-gcm', raw, bufferOf(iv)).setAAD(bufferOf(additionalData));
    return arrayBufferOf(
      Buffer.concat([cipher.update(bufferOf(plain)), cipher.final(), cipher.getAuthTag()]),
    );
  },
  decrypt: async ({ iv, additionalData }: Gcm, { raw }: Key, sealed: Bytes) => {
    const bytes = bufferOf(sealed);
    const decipher = createDecipheriv('aes-256-gcm', raw, bufferOf(iv)).setAAD(bufferOf(additionalData));
    decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    const plain = decipher.update(bytes.subarray(0, bytes.length - tagBytes));
    return arrayBufferOf(Buffer.concat([plain, decipher.final()]));
  },
};

const tagBytes = 16;

const publicKeys = new Map<string, Key>();

function publicKeyOf(x: string): Key {
  const known = publicKeys.get(x);
  if (known !== undefined) return known;
  const object = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'X25519', x } });
  const key = { raw: Buffer.from(x, 'base64url'), object };
  if (publicKeys.size < mostPublicKeys) publicKeys.set(x, key);
  return key;
}

/** The bag, and the hubs'. */
const mostPublicKeys = 500;

/** A copy: who gave the bytes may overwrite them, as HPKE does with its secrets. */
function bufferOf(bytes: Bytes): Buffer {
  return Buffer.from(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
}

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** RFC 8410: what stands before the 32 bytes of a private key in PKCS #8. */
const pkcs8Prefixes = {
  x25519: '302e020100300506032b656e04220420',
  ed25519: '302e020100300506032b657004220420',
};

export type RawKeyPair = {
  readonly key: KeyObject;
  /** The halves raw, base64url. */
  readonly publicHalf: string;
  readonly privateHalf: string;
};

/** Making a key takes OpenSSL longer than everything else about a record; a thousand runs share these. */
const bags = new Map<string, RawKeyPair>();
const pairsInBag = 64;

/** A key pair out of a bag of {@link pairsInBag}. Not for secrets. */
export function rawKeyPair(curve: 'x25519' | 'ed25519', random: Dice): RawKeyPair {
  const number = random.below(pairsInBag);
  const name = `${curve} ${number}`;
  const pair = bags.get(name) ?? madePair(curve, Buffer.alloc(32, number + 1));
  bags.set(name, pair);
  return pair;
}

function madePair(curve: 'x25519' | 'ed25519', secret: Buffer): RawKeyPair {
  const der = Buffer.concat([Buffer.from(pkcs8Prefixes[curve], 'hex'), secret]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x = '', d = '' } = key.export({ format: 'jwk' });
  return { key, publicHalf: x, privateHalf: d };
}
