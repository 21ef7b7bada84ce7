import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** RFC 9180 suite 0x0020 / 0x0001 / 0x0002: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Base mode. */
export const sealingSuite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** HPKE `info`: keeps a sealed record from being opened as anything else that may one day use the same key. */
export const sealingInfo = utf8ToBytes('care-kiosk record 1');

/** HPKE `info` of a piece of an attachment. */
export const chunkInfo = utf8ToBytes('care-kiosk chunk 1');
