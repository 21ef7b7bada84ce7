import type { Pool } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';

const staleAfterMs = 60_000;

/** How many kiosks may come, as of a minute ago. Never waits: it decides nothing but how far kiosks spread. */
export function enrolledCount(pool: Pool, clock: Pick<Clock, 'monotonicMs'>): () => number {
  let count = 0;
  let readMs = -Infinity;

  async function read(): Promise<void> {
    const { rows } = await pool.query<{ count: number }>('SELECT count(DISTINCT id) AS count FROM kiosks');
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
