import { hash } from 'node:crypto';
import type { Chunk, Envelope } from '../../core/records/envelope.ts';
import { chunkLabel, headerText } from '../../sync/protocol/chain.ts';

/**
 * `envelopeHash` of sync/protocol/chain.ts over the very same bytes, by the machine's own SHA-256: a hub hashes
 * thousands of envelopes a second, and the portable one takes many times as long. Null when a part is no base64url as
 * an encoder writes it, so that one envelope cannot be spelt in two ways.
 */
export function fastEnvelopeHash(
  envelope: Pick<Envelope, 'header' | 'encapsulatedKey' | 'ciphertext'>,
): string | null {
  return hashOf(headerText(envelope.header), envelope.encapsulatedKey, envelope.ciphertext);
}

/** `chunkHash` likewise. */
export function fastChunkHash(chunk: Omit<Chunk, 'hash'>): string | null {
  return hashOf(chunkLabel(chunk), chunk.encapsulatedKey, chunk.ciphertext);
}

function hashOf(label: string, encapsulatedKey: string, ciphertext: string): string | null {
  const [key, sealed] = [bytesOf(encapsulatedKey), bytesOf(ciphertext)];
  if (key === null || sealed === null) return null;
  return hash('sha256', Buffer.concat([digest(label), key, digest(sealed)]), 'base64url');
}

function digest(content: string | Uint8Array): Buffer {
  return hash('sha256', content, 'buffer');
}

/** RFC 4648, 3.5: bits of the last character that no byte takes are zero. The alphabet is the schema's affair. */
const lastOfTwo = /[AQgw]$/;
const lastOfThree = /[AEIMQUYcgkosw048]$/;

function bytesOf(text: string): Buffer | null {
  return isCanonical(text) ? Buffer.from(text, 'base64url') : null;
}

function isCanonical(text: string): boolean {
  switch (text.length % 4) {
    case 0:
      return true;
    case 2:
      return lastOfTwo.test(text.slice(-1));
    case 3:
      return lastOfThree.test(text.slice(-1));
    default:
      return false;
  }
}
