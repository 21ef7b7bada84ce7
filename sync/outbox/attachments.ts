import { err, ok, type Result } from '../../core/lib/result.ts';
import { mostChunks, type Chunk } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { largestPiece, sealChunk } from '../sealing/chunk.ts';
import type { NamedKey } from '../protocol/signed-text.ts';
import type { OutboxDb } from './db.ts';

/** What hangs on a record, such as a photograph of a bill. */
export type Attachment = { readonly mediaType: string; readonly bytes: Uint8Array };

export type Pieces = {
  /** For the sealed record: which pieces belong to which attachment. */
  readonly list: NonNullable<ErrandRecord['attachments']>;
  readonly pieces: readonly Uint8Array[];
};

/** Cuts attachments into pieces that a row, a journal line and an upload can hold. The error counts the pieces. */
export function cutIntoPieces(attachments: readonly Attachment[]): Result<Pieces, number> {
  const pieces: Uint8Array[] = [];
  const list = attachments.map(({ mediaType, bytes }) => {
    const from = pieces.length;
    for (let at = 0; at < bytes.length; at += largestPiece)
      pieces.push(bytes.subarray(at, at + largestPiece));
    return { mediaType, bytes: bytes.length, from, to: pieces.length };
  });
  return pieces.length > mostChunks ? err(pieces.length) : ok({ list, pieces });
}

/** @throws when the key cannot seal */
export function sealPieces(
  pieces: readonly Uint8Array[],
  of: { readonly kioskId: string; readonly transactionId: string },
  sealingKey: NamedKey,
): Promise<Chunk[]> {
  return Promise.all(pieces.map((piece, index) => sealChunk(piece, { ...of, index }, sealingKey)));
}

/** Pieces of one row as they are stored, ascending, from `fromIndex` on. */
export function storedChunks(db: OutboxDb, sequence: number, fromIndex = 0, limit = mostChunks) {
  return db.chunks
    .where('[sequence+index]')
    .between([sequence, fromIndex], [sequence, mostChunks])
    .limit(limit)
    .toArray();
}
