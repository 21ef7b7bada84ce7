import type { Pool } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import { openOne, waitingIds } from './open-one.ts';

export type Opener = {
  /** Something may be waiting. Cheap; calls during a pass lead to one more pass. */
  readonly wake: () => void;
  /** Lets the record in hand be finished and opens no more. */
  readonly stop: () => Promise<void>;
};

/** After a pass with a failure; long enough for a database to come back. */
const retryDelayMs = 5_000;
const passLimit = 500;

/**
 * Opens what has been stored, behind the uploads' back. What a killed hub left waiting is found by the first `wake` of
 * the next one. A row that cannot be worked on is passed over and tried again, so it never holds up the others.
 */
export function startOpener(deps: {
  readonly pool: Pool;
  readonly keys: HubKeys;
  readonly clock: Clock;
  readonly onFailure: (cause: unknown) => void;
}): Opener {
  let pass: Promise<void> | null = null;
  let isWanted = false;
  let isStopped = false;
  let cancelRetry = () => {};

  async function run(): Promise<void> {
    let hasFailed = false;
    while (isWanted && !isStopped) {
      isWanted = false;
      hasFailed = await openWaiting();
    }
    pass = null;
    if (hasFailed && !isStopped) cancelRetry = deps.clock.after(retryDelayMs, wake);
  }

  /** True when something could not be worked on; it still waits. */
  async function openWaiting(): Promise<boolean> {
    const failures: unknown[] = [];
    try {
      const ids = await waitingIds(deps.pool, passLimit);
      for (const id of ids) {
        if (isStopped) break;
        await openOne(deps, id).catch((cause: unknown) => failures.push(cause));
      }
      // More behind a full pass, unless it stood still.
      if (ids.length === passLimit && failures.length === 0) isWanted = true;
    } catch (cause) {
      failures.push(cause);
    }
    if (failures.length > 0) deps.onFailure(failures[0]);
    return failures.length > 0;
  }

  function wake(): void {
    cancelRetry();
    isWanted = true;
    if (!isStopped) pass ??= run();
  }

  return {
    wake,
    async stop() {
      isStopped = true;
      cancelRetry();
      await pass;
    },
  };
}
