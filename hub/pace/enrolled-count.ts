import type { Pool } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';

const staleAfterMs = 60_000;

/** A hub's connections carry a name of their own; see hub/database/database.ts. */
const countSql = `
SELECT count(DISTINCT id)::float8 / greatest(1, (
  SELECT count(DISTINCT application_name) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'care-kiosk-hub %'
)) AS count FROM kiosks`;

/**
 * How many kiosks may come to this process, as of a minute ago: all that are enrolled, divided among the hubs on this
 * database. Never waits: it decides nothing but how far kiosks spread.
 */
export function enrolledCount(pool: Pool, clock: Pick<Clock, 'monotonicMs'>): () => number {
  let count = 0;
  let readMs = -Infinity;

  async function read(): Promise<void> {
    const { rows } = await pool.query<{ count: number }>(countSql);
    count = rows[0]?.count ?? count;
  }

  return () => {
    if (clock.monotonicMs() - readMs >= staleAfterMs) {
      readMs = clock.monotonicMs();
      // A database that is away is heard of from the upload itself.
      read().catch(() => undefined);
    }
    return count;
  };
}
