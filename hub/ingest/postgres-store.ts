import type { Pool, PoolClient } from 'pg';
import { neededSettings, type UnsafeSetting } from '../database/durability.ts';
import type { GapReport, Held, IngestChange, IngestStore, KioskName, Question } from './ingest-store.ts';
import type { Prefix } from './prefix.ts';
import { incidentRows, offerColumns, refusalRow, runsOf } from './postgres-rows.ts';

/** The {@link IngestStore} of every real hub. Two round trips an upload; any number of hubs on one database. */
export function postgresStore(pool: Pool): IngestStore {
  return {
    read: (question) => read(pool, question),
    branchKey: (kiosk, keyId) => branchKey(pool, kiosk, keyId),
    noteRefusal: (kiosk, reason, atMs) => noteRefusal(pool, kiosk, reason, new Date(atMs)),
    endOfRun: (kiosk, from) => endOfRun(pool, kiosk, from),
    commit: (change) => commit(pool, change),
    watchGaps: (missingSinceMs, nowMs) => watchGaps(pool, new Date(missingSinceMs), new Date(nowMs)),
  };
}

type HeldRow = {
  readonly device_key: string;
  readonly revision: number;
  readonly prefix: number;
  readonly prefix_hash: string;
  readonly highest: number;
  readonly loose_chunks: number;
  readonly links: readonly (readonly [sequence: number, hash: string, previousHash: string])[] | null;
  readonly chunk_hashes: readonly string[] | null;
  readonly unsafe: readonly UnsafeSetting[];
};

/** One statement, hence one moment. */
const readSql = `
SELECT device_key, revision, prefix, prefix_hash, highest, loose_chunks,
  (SELECT json_agg(json_build_array(sequence, hash, previous_hash)) FROM ingest_raw
   JOIN unnest($3::bigint[], $6::bigint[]) AS run (low, high) ON sequence BETWEEN low AND high
   WHERE kiosk_id = $1 AND ingest_raw.epoch = $2) AS links,
  (SELECT json_agg(hash) FROM chunks
   WHERE kiosk_id = $1 AND chunks.epoch = $2 AND hash = ANY ($4::text[])) AS chunk_hashes,
  ARRAY(SELECT name FROM unnest($5::text[]) AS name WHERE current_setting(name) = 'off') AS unsafe
FROM kiosks WHERE id = $1 AND epoch = $2`;

async function read(pool: Pool, { kiosk, sequences, chunkHashes }: Question): Promise<Held | null> {
  const { lows, highs } = runsOf(sequences);
  const { rows } = await pool.query<HeldRow>({
    name: 'ingest-read',
    text: readSql,
    values: [kiosk.kioskId, kiosk.epoch, lows, chunkHashes, neededSettings, highs],
  });
  const row = rows[0];
  if (row === undefined) return null;
  return {
    deviceKey: row.device_key,
    revision: row.revision,
    prefix: { sequence: row.prefix, hash: row.prefix_hash },
    highest: row.highest,
    looseChunks: row.loose_chunks,
    links: new Map(row.links?.map(([sequence, hash, previousHash]) => [sequence, { hash, previousHash }])),
    chunkHashes: new Set(row.chunk_hashes),
    unsafe: row.unsafe,
  };
}

async function branchKey(pool: Pool, { kioskId, epoch }: KioskName, keyId: string): Promise<string | null> {
  const { rows } = await pool.query<{ key: string }>(
    `SELECT public_key AS key FROM trusted_branches JOIN kiosks ON introduced_by = key_id
     WHERE kiosks.id = $1 AND kiosks.epoch = $2 AND key_id = $3`,
    [kioskId, epoch, keyId],
  );
  return rows[0]?.key ?? null;
}

async function noteRefusal(
  pool: Pool,
  { kioskId, epoch }: KioskName,
  reason: string,
  at: Date,
): Promise<void> {
  await pool.query(
    `INSERT INTO refusals (kiosk_id, epoch, day, reason, rows, last_at)
     VALUES ($1, $2, ($4::timestamptz AT TIME ZONE 'UTC')::date, $3, 1, $4)
     ON CONFLICT (kiosk_id, epoch, day, reason) DO UPDATE SET rows = refusals.rows + 1, last_at = excluded.last_at`,
    [kioskId, epoch, reason, at],
  );
}

/** Stops at the first gap, so its cost is what is new, not what is held. */
const endOfRunSql = `
WITH RECURSIVE step AS (
  SELECT $3::bigint AS sequence, $4::text AS hash
  UNION ALL
  SELECT next.sequence, next.hash FROM step JOIN ingest_raw next
    ON next.kiosk_id = $1 AND next.epoch = $2 AND next.sequence = step.sequence + 1
)
SELECT sequence, hash FROM step ORDER BY sequence DESC LIMIT 1`;

export async function endOfRun(pool: Pool | PoolClient, kiosk: KioskName, from: Prefix): Promise<Prefix> {
  const values = [kiosk.kioskId, kiosk.epoch, from.sequence, from.hash];
  const { rows } = await pool.query<Prefix>({ name: 'ingest-end-of-run', text: endOfRunSql, values });
  return rows[0] ?? from;
}

/**
 * One statement, hence one transaction: everything in it hangs on the kiosk's row, which it locks and which must still
 * be the one that was read. The primary key has the last word all the same.
 */
const commitSql = `
WITH kiosk AS (
  UPDATE kiosks SET
    revision = revision + $4::bigint, last_upload_at = $5::timestamptz, prefix = $6::bigint, prefix_hash = $7::text,
    highest = $8::bigint, loose_chunks = $9::integer,
    gap_since = CASE WHEN $8::bigint <= $6::bigint THEN NULL WHEN prefix = $6 THEN coalesce(gap_since, $5) ELSE $5 END,
    report = coalesce($10::jsonb, report)
  WHERE id = $1::text AND epoch = $2::bigint AND revision = $3::bigint
    AND NOT EXISTS (SELECT FROM unnest($11::text[]) AS name WHERE current_setting(name) = 'off')
  RETURNING id, epoch
), stored AS (
  INSERT INTO ingest_raw (kiosk_id, epoch, sequence, transaction_id, kind, urgency, order_group, supersedes,
    accepted_at, not_before, not_after, sent_monotonic_ms, hash, previous_hash, recovered, received_at, envelope)
  SELECT kiosk.id, kiosk.epoch, sequence, transaction_id, kind, urgency, order_group, supersedes,
    to_timestamp(accepted_at), to_timestamp(not_before), to_timestamp(not_after),
    sent_monotonic_ms, hash, previous_hash, recovered, $5, envelope::jsonb
  FROM kiosk, ROWS FROM (
    unnest($16::bigint[]), unnest($17::uuid[]), unnest($18::text[]), unnest($19::text[]), unnest($20::integer[]),
    unnest($21::text[]), unnest($22::float8[]), unnest($23::float8[]), unnest($24::float8[]),
    unnest($25::bigint[]), unnest($26::text[]), unnest($27::text[]), unnest($28::boolean[]),
    string_to_table($12::text, E'\\n')
  ) AS offer (sequence, transaction_id, kind, urgency, order_group, supersedes, accepted_at, not_before, not_after,
    sent_monotonic_ms, hash, previous_hash, recovered, envelope)
  WHERE sequence IS NOT NULL
), queued AS (
  INSERT INTO arrivals (kiosk_id, epoch, sequences) SELECT id, epoch, $16 FROM kiosk WHERE $16 <> '{}'
), pieces AS (
  INSERT INTO chunks (kiosk_id, epoch, hash, transaction_id, place, received_at, chunk)
  SELECT kiosk.id, kiosk.epoch, chunk ->> 'hash', (chunk ->> 'transactionId')::uuid, (chunk ->> 'index')::integer, $5, chunk
  FROM kiosk, jsonb_array_elements($13::jsonb) AS chunk ON CONFLICT DO NOTHING
), noted AS (
  INSERT INTO incidents (kind, kiosk_id, epoch, sequence, detail, envelope, noticed_at)
  SELECT incident.kind, incident.kiosk_id, incident.epoch, sequence, detail, envelope, $5
  FROM kiosk, json_to_recordset($14::json)
    AS incident (kind text, kiosk_id text, epoch bigint, sequence bigint, detail text, envelope jsonb)
  ON CONFLICT (kind, kiosk_id, epoch, sequence, detail) DO UPDATE SET noticed_at = excluded.noticed_at, resolved_at = NULL
  WHERE incidents.resolved_at IS NOT NULL
), counted AS (
  INSERT INTO refusals (kiosk_id, epoch, day, reason, rows, last_at)
  SELECT kiosk.id, kiosk.epoch, ($5 AT TIME ZONE 'UTC')::date, reason, refused, $5
  FROM kiosk, json_to_recordset($15::json) AS refusal (reason text, refused bigint)
  ON CONFLICT (kiosk_id, epoch, day, reason) DO UPDATE SET rows = refusals.rows + excluded.rows, last_at = excluded.last_at
)
SELECT FROM kiosk`;

async function commit(pool: Pool, change: IngestChange): Promise<'committed' | 'overtaken'> {
  const { kiosk, prefix, report } = change;
  const hasGrown = change.offers.length + change.chunks.length > 0;
  const { rowCount } = await pool.query({
    name: 'ingest-commit',
    text: commitSql,
    values: [
      kiosk.kioskId,
      kiosk.epoch,
      change.revision,
      hasGrown ? 1 : 0,
      new Date(change.receivedAtMs),
      prefix.sequence,
      prefix.hash,
      change.highest,
      change.looseChunks,
      report === null ? null : JSON.stringify(report),
      neededSettings,
      change.offers.map(({ envelope }) => JSON.stringify(envelope)).join('\n'),
      JSON.stringify(change.chunks),
      JSON.stringify(incidentRows(change.incidents)),
      JSON.stringify(Object.entries(change.refusals).map(refusalRow)),
      ...offerColumns(change.offers),
    ],
  });
  return rowCount === 1 ? 'committed' : 'overtaken';
}

/** Both at once; a place that is filled while it is looked at is resolved the next time. */
const watchGapsSql = `
WITH resolved AS (
  UPDATE incidents SET resolved_at = $2 FROM kiosks
  WHERE incidents.kind = 'gap' AND resolved_at IS NULL
    AND kiosks.id = incidents.kiosk_id AND kiosks.epoch = incidents.epoch AND incidents.sequence <= kiosks.prefix
), noted AS (
  INSERT INTO incidents (kind, kiosk_id, epoch, sequence, detail, noticed_at)
  SELECT 'gap', id, epoch, prefix + 1, '', $2 FROM kiosks WHERE gap_since <= $1
  ON CONFLICT (kind, kiosk_id, epoch, sequence, detail) DO UPDATE SET noticed_at = excluded.noticed_at, resolved_at = NULL
  WHERE incidents.resolved_at IS NOT NULL
  RETURNING kiosk_id, epoch, sequence
)
SELECT (SELECT count(*) FROM kiosks WHERE gap_since <= $1) AS open,
       (SELECT json_agg(json_build_object('kioskId', kiosk_id, 'epoch', epoch, 'sequence', sequence)) FROM noted) AS noted`;

async function watchGaps(pool: Pool, missingSince: Date, now: Date): Promise<GapReport> {
  const { rows } = await pool.query<{ readonly open: number; readonly noted: GapReport['noted'] | null }>(
    watchGapsSql,
    [missingSince, now],
  );
  return { open: rows[0]?.open ?? 0, noted: rows[0]?.noted ?? [] };
}
