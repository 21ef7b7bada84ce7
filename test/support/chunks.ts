import { randomBytes, randomUUID } from 'node:crypto';
import type { Chunk } from '../../core/records/envelope.ts';
import { chunkHash } from '../../sync/protocol/chain.ts';

/** Pieces as the hub sees them: it cannot look into them, so noise is as good as a sealed picture. */
export type Pieces = { readonly transactionId: string; readonly chunks: Chunk[] };

export function chunksOf(sealingKeyId: string, count: number): Pieces {
  const transactionId = randomUUID();
  const chunks = Array.from({ length: count }, (_, index) => {
    const parts = {
      transactionId,
      index,
      sealingKeyId,
      encapsulatedKey: randomBytes(32).toString('base64url'),
      ciphertext: randomBytes(300).toString('base64url'),
    };
    return { ...parts, hash: chunkHash(parts) };
  });
  return { transactionId, chunks };
}
