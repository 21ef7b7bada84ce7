import type { Pool, PoolClient } from 'pg';
import type { Place } from '../incidents/incidents.ts';
import { wakePlace, wakeRested } from './queue.ts';

/** What a hub looks at again when it starts: what another revision gave up, and what its keys open by now. */
export async function wakeAtStart(pool: Pool, revision: number): Promise<void> {
  await wakeRested(pool, revision);
  await pool.query(
    `INSERT INTO unopened (kiosk_id, epoch, sequence)
     SELECT kiosk_id, epoch, sequence FROM incidents JOIN ingest_raw USING (kiosk_id, epoch, sequence)
     WHERE incidents.kind = 'unreadable' AND detail = 'sealing-key-unknown' AND resolved_at IS NULL
       AND ingest_raw.envelope #>> '{header,sealingKeyId}' IN (SELECT id FROM hub_keys)
     ON CONFLICT DO NOTHING`,
  );
}

/** Tries one place again: what rests, or an envelope that did not open. */
export async function tryAgain(client: PoolClient, place: Place): Promise<void> {
  const key = [place.kioskId, place.epoch, place.sequence];
  await wakePlace(client, place);
  await client.query(
    `INSERT INTO unopened (kiosk_id, epoch, sequence) SELECT kiosk_id, epoch, sequence FROM ingest_raw
     WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3
       AND NOT EXISTS (SELECT FROM records WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3)
     ON CONFLICT DO NOTHING`,
    key,
  );
}
