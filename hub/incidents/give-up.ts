import type { Pool, PoolClient } from 'pg';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { inTransaction } from '../database/transaction.ts';
import { endOfRun } from '../ingest/postgres-store.ts';
import type { Prefix } from '../ingest/prefix.ts';
import type { StaffWord } from '../work/staff-word.ts';
import type { Place } from './incidents.ts';

/**
 * - `no-such-gap`: it is closed, or nothing is missing at this place any more
 * - `nothing-behind`: no later record is here, so that nobody knows how the chain goes on
 * - `too-many`: so many places are missing that somebody should look first
 */
export type GiveUpTrouble = 'no-such-gap' | 'nothing-behind' | 'too-many';

const mostPlaces = 1_000;

/**
 * Staff give up the missing places of a `gap`, up to the next record that is here: they are lost at the kiosk, or were
 * refused for good, and hold up the receipt of everything behind them. The receipt covers them from then on; the next
 * record names the hash of the last of them. Who and why stays for good, and what comes after all is stored as ever.
 */
export async function giveUp(
  pool: Pool,
  incidentId: number,
  said: StaffWord,
  now: Date,
): Promise<Result<{ readonly places: number }, GiveUpTrouble>> {
  return inTransaction(pool, async (client) => {
    const place = await missingPlace(client, incidentId);
    if (place === null) return err('no-such-gap');
    const behind = await nextHeld(client, place);
    if (behind === null) return err('nothing-behind');
    const places = behind.sequence - place.sequence;
    if (places > mostPlaces) return err('too-many');
    await note(client, place, behind.sequence - 1, said, now);
    const last = { sequence: behind.sequence - 1, hash: behind.previousHash };
    await moveTo(client, place, await endOfRun(client, place, last), now);
    await resolve(client, incidentId, said, now);
    return ok({ places });
  });
}

/** Locks the kiosk, so that no upload is decided on the old prefix. */
async function missingPlace(client: PoolClient, incidentId: number): Promise<Place | null> {
  const { rows } = await client.query<Place>(
    `SELECT kiosk_id AS "kioskId", incidents.epoch, sequence FROM incidents
     JOIN kiosks ON kiosks.id = kiosk_id AND kiosks.epoch = incidents.epoch
     WHERE incidents.id = $1 AND kind = 'gap' AND resolved_at IS NULL AND sequence = prefix + 1
     FOR UPDATE`,
    [incidentId],
  );
  return rows[0] ?? null;
}

async function nextHeld(
  client: PoolClient,
  { kioskId, epoch, sequence }: Place,
): Promise<{ readonly sequence: number; readonly previousHash: string } | null> {
  const { rows } = await client.query<{ sequence: number; previousHash: string }>(
    `SELECT sequence, previous_hash AS "previousHash" FROM ingest_raw
     WHERE kiosk_id = $1 AND epoch = $2 AND sequence > $3 ORDER BY sequence LIMIT 1`,
    [kioskId, epoch, sequence],
  );
  return rows[0] ?? null;
}

async function note(
  client: PoolClient,
  { kioskId, epoch, sequence }: Place,
  upTo: number,
  { by, word }: StaffWord,
  now: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO given_up (kiosk_id, epoch, sequence, reason, by, at)
     SELECT $1::text, $2::bigint, place, $5::text, $6::text, $7::timestamptz FROM generate_series($3::bigint, $4::bigint) AS place`,
    [kioskId, epoch, sequence, upTo, word, by, now],
  );
}

/** The revision makes an upload that was read before read again. */
async function moveTo(client: PoolClient, kiosk: Place, prefix: Prefix, now: Date): Promise<void> {
  await client.query(
    `UPDATE kiosks SET prefix = $3, prefix_hash = $4, revision = revision + 1,
       gap_since = CASE WHEN highest > $3 THEN $5::timestamptz END
     WHERE id = $1 AND epoch = $2`,
    [kiosk.kioskId, kiosk.epoch, prefix.sequence, prefix.hash, now],
  );
}

async function resolve(client: PoolClient, id: number, { by, word }: StaffWord, now: Date): Promise<void> {
  await client.query('UPDATE incidents SET resolved_at = $2 WHERE id = $1', [id, now]);
  await client.query(
    `INSERT INTO incident_history (incident_id, at, what, by, word) VALUES ($1, $2, 'given-up', $3, $4)`,
    [id, now, by, word],
  );
}
