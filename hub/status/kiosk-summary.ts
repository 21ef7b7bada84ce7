import type { Pool } from 'pg';
import type { KioskReport } from '../../sync/protocol/wire.ts';

/** A kiosk as the overview shows it. */
export type KioskSummary = {
  readonly id: string;
  readonly epoch: number;
  readonly branchName: string;
  readonly branchCode: string;
  readonly lastUploadAt: Date | null;
  /** Receipts are signed up to here. */
  readonly prefix: number;
  /** The highest place that is held; between the two something is missing. */
  readonly highest: number;
  readonly gapSince: Date | null;
  /** What it said of itself when it called last; null when it never did. Anybody can claim to be a kiosk. */
  readonly report: KioskReport | null;
  /** Of the newest record that is held: the rules pack that let it be accepted, and the key it was sealed to. */
  readonly rulesSerial: number | null;
  readonly sealingKeyId: string | null;
};

/** More help nobody on one page. */
const mostKiosks = 200;

/** The newest epoch of each kiosk; those in trouble first. */
export async function readKiosks(
  pool: Pool,
): Promise<{ readonly shown: readonly KioskSummary[]; readonly total: number }> {
  const { rows } = await pool.query<KioskSummary & { total: number }>(
    `WITH newest AS (SELECT DISTINCT ON (id) * FROM kiosks ORDER BY id, epoch DESC)
     SELECT id, newest.epoch, branch_name AS "branchName", branch_code AS "branchCode", last_upload_at AS "lastUploadAt",
            prefix, highest, gap_since AS "gapSince", report, count(*) OVER () AS total,
            (last.envelope #>> '{header,rulesSerial}')::bigint AS "rulesSerial",
            last.envelope #>> '{header,sealingKeyId}' AS "sealingKeyId"
     FROM newest LEFT JOIN ingest_raw last
       ON last.kiosk_id = id AND last.epoch = newest.epoch AND last.sequence = highest
     ORDER BY gap_since, (report ->> 'closedBecause') IS NULL, id LIMIT $1`,
    [mostKiosks],
  );
  return { shown: rows, total: rows[0]?.total ?? 0 };
}
