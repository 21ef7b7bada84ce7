import type { Pool } from 'pg';
import { unsafeSettings, type UnsafeSetting } from '../database/durability.ts';
import type { IncidentKind } from '../incidents/incidents.ts';

/** What the status page shows: machines, counts and codes; never a person (I4). */
export type Summary = {
  /** Database settings that are off and keep the hub from signing; empty when all is well. */
  readonly unsafe: readonly UnsafeSetting[];
  readonly kiosks: readonly KioskSummary[];
  readonly records: readonly { readonly kind: string; readonly state: string; readonly count: number }[];
  /** Envelopes stored and not opened yet. */
  readonly unopened: number;
  /** Unresolved ones, newest first. */
  readonly incidents: readonly {
    readonly kind: IncidentKind;
    readonly kioskId: string;
    readonly epoch: number;
    readonly sequence: number;
    readonly detail: string;
    readonly noticedAt: Date;
  }[];
};

export type KioskSummary = {
  readonly id: string;
  readonly epoch: number;
  readonly branchName: string;
  readonly branchCode: string;
  readonly enrolledAt: Date;
  readonly lastUploadAt: Date | null;
  readonly stored: number;
  /** Receipts are signed up to here. */
  readonly prefix: number;
  /** Numbers below the highest one that never came. */
  readonly missing: number;
};

/** Staff read the newest first; a page of thousands helps nobody. */
const incidentLimit = 100;

export async function readSummary(pool: Pool): Promise<Summary> {
  const [unsafe, kiosks, records, unopened, incidents] = await Promise.all([
    unsafeSettings(pool),
    pool.query<KioskSummary>(
      `SELECT id, kiosks.epoch, branch_name AS "branchName", branch_code AS "branchCode", enrolled_at AS "enrolledAt",
              last_upload_at AS "lastUploadAt", prefix, count(sequence) AS stored,
              coalesce(max(sequence), 0) - count(sequence) AS missing
       FROM kiosks LEFT JOIN ingest_raw ON kiosk_id = id AND ingest_raw.epoch = kiosks.epoch
       GROUP BY id, kiosks.epoch ORDER BY id, kiosks.epoch`,
    ),
    pool.query<Summary['records'][number]>(
      'SELECT kind, state, count(*) AS count FROM records GROUP BY kind, state ORDER BY kind, state',
    ),
    pool.query<{ count: number }>('SELECT count(*) AS count FROM unopened'),
    pool.query<Summary['incidents'][number]>(
      `SELECT kind, kiosk_id AS "kioskId", epoch, sequence, detail, noticed_at AS "noticedAt"
       FROM incidents WHERE resolved_at IS NULL ORDER BY id DESC LIMIT $1`,
      [incidentLimit],
    ),
  ]);
  return {
    unsafe,
    kiosks: kiosks.rows,
    records: records.rows,
    unopened: unopened.rows[0]?.count ?? 0,
    incidents: incidents.rows,
  };
}
