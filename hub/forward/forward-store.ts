import type { Pool, PoolClient } from 'pg';
import type { Chunk, Envelope, Receipt } from '../../core/records/envelope.ts';
import type { Introduction } from '../../sync/protocol/introduction.ts';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import type { KioskName } from '../ingest/ingest-store.ts';

/** A kiosk of which the head office lacks something. */
export type Behind = KioskName & { readonly upTo: number; readonly isIntroduced: boolean };

/** What the head office signs with, and the announcement that said so; serial 0 for the key that was typed in. */
export type OfficeKeys = { readonly serial: number; readonly receiptKeys: readonly NamedKey[] };

export type Forwardable = { readonly envelope: Envelope; readonly recovered: boolean };

/**
 * Those that have held records behind the head office's receipt, or that it has forgotten; the most urgent first, then
 * the longest waiting.
 *
 * @param isSweep all that were ever forwarded as well
 */
export async function kiosksBehind(pool: Pool, isSweep: boolean): Promise<readonly Behind[]> {
  const { rows } = await pool.query<Behind>(
    `SELECT kiosks.id AS "kioskId", kiosks.epoch, coalesce(up_to, 0) AS "upTo",
            introduced_at IS NOT NULL AS "isIntroduced"
     FROM kiosks LEFT JOIN forwarded ON kiosk_id = kiosks.id AND forwarded.epoch = kiosks.epoch
     CROSS JOIN LATERAL (
       SELECT min(received_at) AS waits_since, bool_or(urgency = 'urgent') AS is_urgent FROM ingest_raw raw
       WHERE raw.kiosk_id = kiosks.id AND raw.epoch = kiosks.epoch AND raw.sequence > coalesce(up_to, 0)
     ) AS waiting
     WHERE waits_since IS NOT NULL OR (up_to > 0 AND (introduced_at IS NULL OR $1))
     ORDER BY is_urgent DESC NULLS LAST, waits_since`,
    [isSweep],
  );
  return rows;
}

/** Ascending from behind `after`; a gap here is a gap there. */
export async function nextEnvelopes(
  pool: Pool,
  { kioskId, epoch }: KioskName,
  after: number,
  limit: number,
): Promise<readonly Forwardable[]> {
  const { rows } = await pool.query<Forwardable>(
    `SELECT envelope, recovered FROM ingest_raw
     WHERE kiosk_id = $1 AND epoch = $2 AND sequence > $3 ORDER BY sequence LIMIT $4`,
    [kioskId, epoch, after, limit],
  );
  return rows;
}

/** Sealed pieces of attachments by their hash; what is not held is left out. */
export async function chunksNamed(
  pool: Pool,
  { kioskId, epoch }: KioskName,
  hashes: readonly string[],
): Promise<readonly Chunk[]> {
  const { rows } = await pool.query<{ chunk: Chunk }>(
    'SELECT chunk FROM chunks WHERE kiosk_id = $1 AND epoch = $2 AND hash = ANY ($3) ORDER BY place',
    [kioskId, epoch, hashes],
  );
  return rows.map(({ chunk }) => chunk);
}

/** Our own hash at a place, to hold against the head office's receipt; null where nothing is held. */
export async function hashAt(
  pool: Pool,
  { kioskId, epoch }: KioskName,
  sequence: number,
): Promise<string | null> {
  const { rows } = await pool.query<{ hash: string }>(
    'SELECT hash FROM ingest_raw WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3',
    [kioskId, epoch, sequence],
  );
  return rows[0]?.hash ?? null;
}

/** A receipt for less than before is true as well: a head office restored from an old dump gets the rest again. */
export async function keepReceipt(client: PoolClient, receipt: Receipt): Promise<void> {
  await client.query(
    `INSERT INTO forwarded (kiosk_id, epoch, up_to, receipt) VALUES ($1, $2, $3, $4)
     ON CONFLICT (kiosk_id, epoch) DO UPDATE SET up_to = excluded.up_to, receipt = excluded.receipt, trouble = NULL`,
    [receipt.kioskId, receipt.epoch, receipt.upToSequence, receipt],
  );
}

/** Null before the head office has announced any. */
export async function announcedKeys(pool: Pool): Promise<OfficeKeys | null> {
  const { rows } = await pool.query<OfficeKeys>(
    'SELECT serial, receipt_keys AS "receiptKeys" FROM head_office_keys',
  );
  return rows[0] ?? null;
}

export async function keepKeys(pool: Pool, { serial, receiptKeys }: OfficeKeys): Promise<void> {
  await pool.query(
    `INSERT INTO head_office_keys (serial, receipt_keys) VALUES ($1, $2)
     ON CONFLICT (is_only) DO UPDATE SET serial = excluded.serial, receipt_keys = excluded.receipt_keys
     WHERE head_office_keys.serial < excluded.serial`,
    [serial, JSON.stringify(receiptKeys)],
  );
}

/**
 * It is introduced anew before it is tried again: a head office restored from an old dump may not know it any more.
 *
 * @param trouble a code
 */
export async function keepTrouble(pool: Pool, { kioskId, epoch }: KioskName, trouble: string): Promise<void> {
  await pool.query(
    `INSERT INTO forwarded (kiosk_id, epoch, trouble) VALUES ($1, $2, $3)
     ON CONFLICT (kiosk_id, epoch) DO UPDATE SET trouble = excluded.trouble, introduced_at = NULL`,
    [kioskId, epoch, trouble],
  );
}

export async function kioskToIntroduce(
  pool: Pool,
  { kioskId, epoch }: KioskName,
): Promise<Introduction['kiosks'][number] | null> {
  const { rows } = await pool.query<Introduction['kiosks'][number]>(
    `SELECT id AS "kioskId", epoch, branch_name AS "branchName", branch_code AS "branchCode",
            device_key AS "deviceKey" FROM kiosks WHERE id = $1 AND epoch = $2`,
    [kioskId, epoch],
  );
  return rows[0] ?? null;
}

export async function keepIntroduced(pool: Pool, { kioskId, epoch }: KioskName, now: Date): Promise<void> {
  await pool.query(
    `INSERT INTO forwarded (kiosk_id, epoch, introduced_at) VALUES ($1, $2, $3)
     ON CONFLICT (kiosk_id, epoch) DO UPDATE SET introduced_at = excluded.introduced_at, trouble = NULL`,
    [kioskId, epoch, now],
  );
}
