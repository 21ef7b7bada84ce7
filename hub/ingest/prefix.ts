import type { PoolClient } from 'pg';
import { noteIncident } from '../incidents/incidents.ts';

/** Everything from 1 to `sequence` is held, without a gap; `hash` is that of the last one. */
export type Prefix = { readonly sequence: number; readonly hash: string };
type Kiosk = { readonly kioskId: string; readonly epoch: number };

/** Moves the prefix over what has arrived, and keeps the incident of the first missing record. */
export async function advancePrefix(
  client: PoolClient,
  kiosk: Kiosk,
  from: Prefix,
  now: Date,
): Promise<Prefix> {
  const prefix = await walk(client, kiosk, from);
  const key = [kiosk.kioskId, kiosk.epoch];
  if (prefix.sequence > from.sequence) {
    await client.query('UPDATE kiosks SET prefix = $3, prefix_hash = $4 WHERE id = $1 AND epoch = $2', [
      ...key,
      prefix.sequence,
      prefix.hash,
    ]);
    await client.query(
      `UPDATE incidents SET resolved_at = $4
       WHERE kind = 'gap' AND kiosk_id = $1 AND epoch = $2 AND sequence <= $3 AND resolved_at IS NULL`,
      [...key, prefix.sequence, now],
    );
  }
  const { rowCount: beyond } = await client.query(
    'SELECT FROM ingest_raw WHERE kiosk_id = $1 AND epoch = $2 AND sequence > $3 LIMIT 1',
    [...key, prefix.sequence],
  );
  if (beyond === 1)
    await noteIncident(client, { kind: 'gap', place: { ...kiosk, sequence: prefix.sequence + 1 } }, now);
  return prefix;
}

/** Stops at the first gap, so its cost is what is new, not what is held. */
async function walk(client: PoolClient, kiosk: Kiosk, from: Prefix): Promise<Prefix> {
  const { rows } = await client.query<Prefix>(
    `WITH RECURSIVE step AS (
       SELECT $3::bigint AS sequence, $4::text AS hash
       UNION ALL
       SELECT next.sequence, next.hash FROM step JOIN ingest_raw next
         ON next.kiosk_id = $1 AND next.epoch = $2 AND next.sequence = step.sequence + 1
     )
     SELECT sequence, hash FROM step ORDER BY sequence DESC LIMIT 1`,
    [kiosk.kioskId, kiosk.epoch, from.sequence, from.hash],
  );
  return rows[0] ?? from;
}
