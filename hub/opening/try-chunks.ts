import type { PoolClient } from 'pg';
import type { Chunk, EnvelopeHeader } from '../../core/records/envelope.ts';
import { openChunk } from '../../sync/sealing/chunk.ts';
import { noteIncident } from '../incidents/incidents.ts';
import type { HubKeys } from '../keys/hub-keys.ts';

/** Of the pieces that a record names: how many are not here, or are sealed to a key of another hub; how many do not open. */
export type PieceCounts = { readonly missingChunks: number; readonly unreadableChunks: number };

type Piece = {
  readonly hash: string;
  readonly chunk: Chunk;
  readonly isTried: boolean;
  readonly trouble: string | null;
};

/**
 * Opens every piece that a record names once, so that one which was sealed wrongly is found while its customer can still
 * be asked for it. Nothing of what is inside is kept. A header names at most `mostChunks` pieces.
 */
export async function tryChunks(
  client: PoolClient,
  keys: Pick<HubKeys, 'sealingKey'>,
  header: EnvelopeHeader,
  now: Date,
): Promise<PieceCounts> {
  const hashes = new Set(header.chunkHashes);
  let missingChunks = hashes.size;
  let unreadableChunks = 0;
  for (const piece of await readPieces(client, header, [...hashes])) {
    const key = keys.sealingKey(piece.chunk.sealingKeyId);
    if (!piece.isTried && key === undefined) continue;
    missingChunks -= 1;
    const trouble =
      piece.isTried || key === undefined
        ? piece.trouble
        : await tryPiece(client, header, piece, key.privateKey, now);
    if (trouble !== null) unreadableChunks += 1;
  }
  return { missingChunks, unreadableChunks };
}

async function readPieces(
  client: PoolClient,
  { kioskId, epoch }: EnvelopeHeader,
  hashes: readonly string[],
): Promise<readonly Piece[]> {
  if (hashes.length === 0) return [];
  const { rows } = await client.query<Piece>(
    `SELECT chunks.hash, chunk, tried.hash IS NOT NULL AS "isTried", trouble
     FROM chunks LEFT JOIN tried_chunks tried USING (kiosk_id, epoch, hash)
     WHERE kiosk_id = $1 AND epoch = $2 AND chunks.hash = ANY ($3::text[])`,
    [kioskId, epoch, hashes],
  );
  return rows;
}

/** @returns why it does not open, or null */
async function tryPiece(
  client: PoolClient,
  header: EnvelopeHeader,
  { hash, chunk }: Piece,
  privateKey: string,
  now: Date,
): Promise<string | null> {
  const { kioskId, epoch, sequence } = header;
  const opened = await openChunk(chunk, kioskId, privateKey);
  const trouble = opened.ok ? null : opened.error;
  await client.query(
    `INSERT INTO tried_chunks (kiosk_id, epoch, hash, trouble, tried_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [kioskId, epoch, hash, trouble, now],
  );
  if (trouble !== null)
    await noteIncident(
      client,
      { kind: 'chunk-unreadable', place: { kioskId, epoch, sequence }, detail: hash },
      now,
    );
  return trouble;
}
