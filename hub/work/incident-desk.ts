import type { Pool } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import { watchKeys } from '../opening/key-watch.ts';
import type { WorkCalendar } from './calendar.ts';
import { closeResolvedItems, openIncidentItems } from './incident-items.ts';
import { sampleCalendar } from './sample-calendar.ts';

export type IncidentDesk = { readonly stop: () => Promise<void> };

const everyMs = 5_000;

type DeskParts = {
  readonly pool: Pool;
  readonly keys: Pick<HubKeys, 'sealingKey'>;
  readonly clock: Clock;
  readonly calendar?: WorkCalendar;
  readonly onFailure: (cause: unknown) => void;
};

/**
 * Sees to it that every incident that needs a person is somebody's work, wherever it was noted and by which hub; and
 * notes what nobody else would: records for which nobody has the key.
 */
export function startIncidentDesk(parts: DeskParts): IncidentDesk {
  let looking: Promise<void> | null = null;
  let isDue = false;
  let cancel = parts.clock.after(everyMs, tick);

  function tick(): void {
    cancel = parts.clock.after(everyMs, tick);
    isDue = true;
    looking ??= look();
  }

  async function look(): Promise<void> {
    while (isDue) {
      isDue = false;
      await lookOnce(parts).catch(parts.onFailure);
    }
    looking = null;
  }

  return {
    async stop() {
      cancel();
      isDue = false;
      await looking;
    },
  };
}

async function lookOnce({ pool, keys, clock, calendar = sampleCalendar }: DeskParts): Promise<void> {
  const nowMs = clock.nowMs();
  await watchKeys(pool, keys, nowMs);
  await openIncidentItems(pool, calendar, nowMs);
  await closeResolvedItems(pool, new Date(nowMs));
}
