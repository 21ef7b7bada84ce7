import type { Pool } from 'pg';
import { gauge } from '../metrics/figures.ts';
import type { Family } from '../metrics/exposition.ts';

/** How much waits for people and for the rules; counts only. */
export type WorkFigures = {
  /** Items that nobody has dealt with yet. */
  readonly openItems: number;
  /** Those of them whose due time is over. */
  readonly overdueItems: number;
  readonly undecided: number;
  /** Envelopes and records that were given up until somebody wakes them. */
  readonly resting: number;
};

export async function workFigures(pool: Pool, nowMs: number): Promise<WorkFigures> {
  const { rows } = await pool.query<WorkFigures>(
    `SELECT count(*) AS "openItems", count(*) FILTER (WHERE due_at < $1) AS "overdueItems",
            (SELECT count(*) FROM undecided) AS undecided,
            (SELECT count(*) FROM undecided WHERE rested_by IS NOT NULL)
              + (SELECT count(*) FROM unopened WHERE rested_by IS NOT NULL) AS resting
     FROM work_items WHERE state IN ('open', 'claimed')`,
    [new Date(nowMs)],
  );
  return rows[0] ?? { openItems: 0, overdueItems: 0, undecided: 0, resting: 0 };
}

/** The same for Prometheus. */
export async function workFamilies(pool: Pool, nowMs: number): Promise<readonly Family[]> {
  const { openItems, overdueItems, undecided, resting } = await workFigures(pool, nowMs);
  return [
    gauge('hub_open_work_items', 'Records and incidents that wait for a person.', openItems),
    gauge('hub_overdue_work_items', 'Those whose due time is over.', overdueItems),
    gauge('hub_undecided_records', 'Opened and not decided yet.', undecided),
    gauge('hub_resting_rows', 'Given up after many failures; each is an incident.', resting),
  ];
}
