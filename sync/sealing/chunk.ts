import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Result } from '../../core/lib/result.ts';
import type { Chunk } from '../../core/records/envelope.ts';
import { chunkHash } from '../protocol/chain.ts';
import type { NamedKey } from '../protocol/signed-text.ts';
import { openBytes, sealBytes, type Binding, type BytesTrouble } from './bytes.ts';
import { chunkInfo } from './suite.ts';

/** Where a piece belongs; as AAD it keeps a piece from standing in another place or for another kiosk. */
export type ChunkPlace = Pick<Chunk, 'transactionId' | 'index'> & { readonly kioskId: string };

/** The most plain bytes of one piece; sealed and encoded they stay below the bound of a row and a journal line. */
export const largestPiece = 16_000;

/**
 * Seals one piece of an attachment to the hub.
 *
 * @param piece at most {@link largestPiece} bytes
 * @param sealingKey X25519
 * @throws when the key is none or this runtime lacks X25519
 */
export async function sealChunk(piece: Uint8Array, place: ChunkPlace, sealingKey: NamedKey): Promise<Chunk> {
  const { transactionId, index } = place;
  const sealed = await sealBytes(piece, sealingKey.publicKey, bindingOf(place));
  const chunk = { transactionId, index, sealingKeyId: sealingKey.id, ...sealed };
  return { ...chunk, hash: chunkHash(chunk) };
}

/** Opens what {@link sealChunk} closed. @param sealingPrivateKey X25519, raw 32 bytes as base64url */
export function openChunk(
  chunk: Chunk,
  kioskId: string,
  sealingPrivateKey: string,
): Promise<Result<Uint8Array, BytesTrouble>> {
  return openBytes(chunk, sealingPrivateKey, bindingOf({ ...chunk, kioskId }));
}

function bindingOf({ kioskId, transactionId, index }: ChunkPlace): Binding {
  const aad = utf8ToBytes(`care-kiosk chunk 1\n${JSON.stringify([kioskId, transactionId, index])}`);
  return { info: chunkInfo, aad };
}
