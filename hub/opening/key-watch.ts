import type { Pool } from 'pg';
import type { HubKeys } from '../keys/hub-keys.ts';
import { keysOfOthers } from './claim.ts';

/** Another process with the key has opened what waits for it long before. */
const patienceMs = 15 * 60_000;

/**
 * Records that are sealed to a key which this database knows and no running hub has: the key is lost, or was not
 * carried over. One incident for each kiosk and key; it resolves itself when nothing waits for the key any more.
 */
export async function watchKeys(pool: Pool, keys: Pick<HubKeys, 'sealingKey'>, nowMs: number): Promise<void> {
  await pool.query(resolveSql, [new Date(nowMs)]);
  const notHere = await keysOfOthers(pool, keys);
  if (notHere.length === 0) return;
  await pool.query(noteSql, [notHere, new Date(nowMs - patienceMs), new Date(nowMs)]);
}

/** How many wait for a key that is missing, also where staff have closed the incident because it is lost for good. */
export async function countWithoutKey(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*) AS count FROM still_sealed JOIN ingest_raw USING (kiosk_id, epoch, sequence)
     WHERE EXISTS (SELECT FROM incidents WHERE kind = 'key-missing' AND incidents.kiosk_id = still_sealed.kiosk_id AND incidents.epoch = still_sealed.epoch
       AND detail = ingest_raw.envelope #>> '{header,sealingKeyId}')`,
  );
  return rows[0]?.count ?? 0;
}

/** One that staff have closed stays closed until another record comes that waits for the key. */
const noteSql = `
INSERT INTO incidents (kind, kiosk_id, epoch, sequence, detail, noticed_at)
SELECT 'key-missing', kiosk_id, epoch, 0, key_id, $3 FROM (
  SELECT kiosk_id, epoch, envelope #>> '{header,sealingKeyId}' AS key_id, max(received_at) AS last_at
  FROM still_sealed JOIN ingest_raw USING (kiosk_id, epoch, sequence) WHERE received_at < $2 GROUP BY 1, 2, 3
) AS waiting
WHERE key_id = ANY ($1::text[]) AND NOT EXISTS (
  SELECT FROM incidents closed WHERE kind = 'key-missing' AND closed.kiosk_id = waiting.kiosk_id
    AND closed.epoch = waiting.epoch AND detail = key_id AND resolved_at >= last_at)
ON CONFLICT (kind, kiosk_id, epoch, sequence, detail) DO UPDATE SET noticed_at = excluded.noticed_at, resolved_at = NULL
WHERE incidents.resolved_at IS NOT NULL`;

const resolveSql = `
UPDATE incidents SET resolved_at = $1
WHERE kind = 'key-missing' AND resolved_at IS NULL AND NOT EXISTS (
  SELECT FROM still_sealed JOIN ingest_raw USING (kiosk_id, epoch, sequence)
  WHERE still_sealed.kiosk_id = incidents.kiosk_id AND still_sealed.epoch = incidents.epoch
    AND ingest_raw.envelope #>> '{header,sealingKeyId}' = detail)`;
