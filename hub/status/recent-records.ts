import type { Pool } from 'pg';
import { slipNumber } from '../../sync/protocol/chain.ts';

/** A record as it may be shown to anybody in the branch: what and when, never who. Times are ISO 8601 UTC. */
export type RecentRecord = {
  readonly slipNumber: string;
  readonly kind: string;
  readonly state: string;
  readonly recovered: boolean;
  readonly acceptedAt: Date;
  readonly receivedAt: Date;
};

const recentLimit = 100;

/** The newest records by arrival. */
export async function readRecentRecords(pool: Pool): Promise<readonly RecentRecord[]> {
  const { rows } = await pool.query<
    Omit<RecentRecord, 'slipNumber'> & { kioskId: string; epoch: number; sequence: number }
  >(
    `SELECT kiosk_id AS "kioskId", epoch, sequence, kind, state, recovered, accepted_at AS "acceptedAt",
            received_at AS "receivedAt"
     FROM records ORDER BY received_at DESC, sequence DESC LIMIT $1`,
    [recentLimit],
  );
  return rows.map(({ kioskId, epoch, sequence, ...shown }) => ({
    slipNumber: slipNumber({ kioskId, epoch, sequence }),
    ...shown,
  }));
}
