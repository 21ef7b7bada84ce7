import type { PoolClient } from 'pg';
import type { Offer } from './authenticity.ts';
import type { Link } from './judge.ts';

/** Every link held at, right before or right after a place that is on offer. */
export async function loadNeighbours(
  client: PoolClient,
  kiosk: { readonly kioskId: string; readonly epoch: number },
  rows: readonly (Offer | object)[],
): Promise<Map<number, Link>> {
  const sequences = rows.flatMap((row) => ('envelope' in row ? [row.envelope.header.sequence] : []));
  const { rows: links } = await client.query<{ sequence: number; hash: string; previous_hash: string }>(
    `SELECT sequence, hash, previous_hash FROM ingest_raw WHERE kiosk_id = $1 AND epoch = $2 AND sequence = ANY ($3)`,
    [kiosk.kioskId, kiosk.epoch, sequences.flatMap((sequence) => [sequence - 1, sequence, sequence + 1])],
  );
  return new Map(links.map((link) => [link.sequence, { hash: link.hash, previousHash: link.previous_hash }]));
}

/**
 * Stores envelopes and puts them in line for opening. The primary key has the last word: should two hubs ever get past
 * the kiosk's lock together, the second one's upload fails whole and is answered as duplicates when it comes again.
 */
export async function insertOffers(client: PoolClient, offers: readonly Offer[], now: Date): Promise<void> {
  const envelopes = offers.map((offer) => offer.envelope);
  await client.query(
    `WITH stored AS (
       INSERT INTO ingest_raw (kiosk_id, epoch, sequence, envelope, hash, previous_hash, recovered, received_at)
       SELECT *, $8 FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::jsonb[], $5::text[], $6::text[], $7::boolean[])
       RETURNING kiosk_id, epoch, sequence
     )
     INSERT INTO unopened (kiosk_id, epoch, sequence) SELECT * FROM stored ORDER BY sequence`,
    [
      envelopes.map(({ header }) => header.kioskId),
      envelopes.map(({ header }) => header.epoch),
      envelopes.map(({ header }) => header.sequence),
      envelopes.map((envelope) => JSON.stringify(envelope)),
      envelopes.map(({ hash }) => hash),
      envelopes.map(({ header }) => header.previousHash),
      offers.map(({ recovered }) => recovered),
      now,
    ],
  );
}
