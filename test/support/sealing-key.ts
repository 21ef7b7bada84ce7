import { generateKeyPairSync } from 'node:crypto';
import type { EnrolmentAnswer } from '../../sync/protocol/wire.ts';

/** A hub's X25519 key that nobody will ever open anything with. */
export function newSealingKey(): EnrolmentAnswer['sealingKey'] {
  const { publicKey } = generateKeyPairSync('x25519');
  return { id: 'seal-1', publicKey: publicKey.export({ format: 'jwk' }).x! };
}
