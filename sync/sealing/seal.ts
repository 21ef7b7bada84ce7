import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { EnvelopeHeader } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { headerBytes } from '../protocol/chain.ts';
import { sealBytes, type Sealed } from './bytes.ts';
import { sealingInfo } from './suite.ts';

/**
 * Seals nothing and keeps nothing: shows before the first customer whether this key and this runtime can seal at all,
 * and leaves the code and the key tables warm, which the first seal would otherwise wait for.
 *
 * @throws as {@link seal}
 */
export async function trySealing(sealingPublicKey: string): Promise<void> {
  await sealBytes(new Uint8Array(), sealingPublicKey, { info: sealingInfo, aad: new Uint8Array() });
}

/**
 * Seals a record to the hub. A fresh key per record: nobody on this side can open it again, the kiosk included.
 *
 * @param header the clear part; as AAD it is bound to the ciphertext, so that changing any field breaks the opening
 * @param sealingPublicKey X25519, raw 32 bytes as base64url
 * @throws when the public key is not a key or this runtime lacks X25519; the caller names it
 */
export function seal(
  record: ErrandRecord,
  header: EnvelopeHeader,
  sealingPublicKey: string,
): Promise<Sealed> {
  const binding = { info: sealingInfo, aad: headerBytes(header) };
  return sealBytes(contentOf(record), sealingPublicKey, binding);
}

/** What is sealed of a record. */
export function contentOf(record: ErrandRecord): Uint8Array {
  return utf8ToBytes(JSON.stringify(record));
}
