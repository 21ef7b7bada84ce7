import pg from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { pause } from './pause.ts';

export type Lease = { readonly release: () => Promise<void> };

/** Any number that no other user of this database locks. */
const leaseLock = 7_246_002;
const leaseDelays = { patienceMs: 3_000, retryMs: 100 } as const;

/**
 * The right to serve on the embedded server and to stop it: one hub at a time. It is a session's advisory lock, so it
 * ends with the hub however that ends; the server needs a moment to notice a killed one, hence the patience.
 *
 * @returns null when another process holds it
 */
export async function takeLease(
  url: string,
  options: { readonly clock: Clock; readonly asGuest: boolean; readonly onLost: () => void },
): Promise<Lease | null> {
  const client = new pg.Client({ connectionString: url });
  let isReleased = false;
  client.on('error', () => {
    if (!isReleased) options.onLost();
  });
  const release = (): Promise<void> => {
    isReleased = true;
    return client.end();
  };
  await client.connect();
  const untilMs = options.clock.monotonicMs() + (options.asGuest ? 0 : leaseDelays.patienceMs);
  while (!(await tryLock(client))) {
    if (options.clock.monotonicMs() >= untilMs) {
      await release();
      return null;
    }
    await pause(options.clock, leaseDelays.retryMs);
  }
  return { release };
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
    leaseLock,
  ]);
  return rows[0]?.taken === true;
}
