import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64urlnopad } from '@scure/base';
import type { Envelope, EnvelopeHeader } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { headerBytes } from '../protocol/chain.ts';
import { sealingInfo, sealingSuite } from './suite.ts';

export type Sealed = Pick<Envelope, 'encapsulatedKey' | 'ciphertext'>;

/**
 * Seals nothing and keeps nothing: shows before the first customer whether this key and this runtime can seal at all,
 * and leaves the code and the key tables warm, which the first seal would otherwise wait for.
 *
 * @throws as {@link seal}
 */
export async function trySealing(sealingPublicKey: string): Promise<void> {
  await sealBytes(new Uint8Array(), new Uint8Array(), sealingPublicKey);
}

/**
 * Seals a record to the hub. A fresh key per record: nobody on this side can open it again, the kiosk included.
 *
 * @param header the clear part; as AAD it is bound to the ciphertext, so that changing any field breaks the opening
 * @param sealingPublicKey X25519, raw 32 bytes as base64url
 * @throws when the public key is not a key or this runtime lacks X25519; the caller names it
 */
export async function seal(
  record: ErrandRecord,
  header: EnvelopeHeader,
  sealingPublicKey: string,
): Promise<Sealed> {
  return sealBytes(utf8ToBytes(JSON.stringify(record)), headerBytes(header), sealingPublicKey);
}

async function sealBytes(plain: Uint8Array, aad: Uint8Array, sealingPublicKey: string): Promise<Sealed> {
  const recipientPublicKey = await sealingSuite.kem.deserializePublicKey(
    base64urlnopad.decode(sealingPublicKey),
  );
  const { enc, ct } = await sealingSuite.seal({ recipientPublicKey, info: sealingInfo }, plain, aad);
  return {
    encapsulatedKey: base64urlnopad.encode(new Uint8Array(enc)),
    ciphertext: base64urlnopad.encode(new Uint8Array(ct)),
  };
}
