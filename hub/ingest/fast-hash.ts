import { hash } from 'node:crypto';
import type { Chunk, Envelope } from '../../core/records/envelope.ts';
import { chunkLabelBytes, headerBytes } from '../../sync/protocol/chain.ts';

/**
 * `envelopeHash` of sync/protocol/chain.ts over the very same bytes, by the machine's own SHA-256: a hub hashes
 * thousands of envelopes a second, and the portable one takes many times as long. Null when a part is no base64url as
 * an encoder writes it, so that one envelope cannot be spelt in two ways.
 */
export function fastEnvelopeHash(
  envelope: Pick<Envelope, 'header' | 'encapsulatedKey' | 'ciphertext'>,
): string | null {
  return hashOf(headerBytes(envelope.header), envelope.encapsulatedKey, envelope.ciphertext);
}

/** `chunkHash` likewise. */
export function fastChunkHash(chunk: Omit<Chunk, 'hash'>): string | null {
  return hashOf(chunkLabelBytes(chunk), chunk.encapsulatedKey, chunk.ciphertext);
}

function hashOf(label: Uint8Array, encapsulatedKey: string, ciphertext: string): string | null {
  const [key, sealed] = [bytesOf(encapsulatedKey), bytesOf(ciphertext)];
  if (key === null || sealed === null) return null;
  return hash('sha256', Buffer.concat([digest(label), key, digest(sealed)]), 'base64url');
}

function digest(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
