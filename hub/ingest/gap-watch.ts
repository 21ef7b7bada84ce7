import type { Clock } from '../../core/lib/clock.ts';
import type { GapReport, IngestStore } from './ingest-store.ts';

export type GapWatch = { readonly stop: () => Promise<void> };

const everyMs = 60_000;

/**
 * Looks every minute for records that have been missing for long. A kiosk sends urgent records first, so that a hole is
 * ordinary for a while; one that stays is told to staff.
 */
export function watchGaps(parts: {
  readonly store: Pick<IngestStore, 'watchGaps'>;
  readonly clock: Clock;
  /** A hole is ordinary for so long. */
  readonly afterMinutes: number;
  readonly onReport: (report: GapReport) => void;
  readonly onFailure: (cause: unknown) => void;
}): GapWatch {
  const { store, clock, afterMinutes } = parts;
  let look: Promise<void> | null = null;
  let cancel = clock.after(everyMs, tick);

  function tick(): void {
    cancel = clock.after(everyMs, tick);
    look ??= store
      .watchGaps(clock.nowMs() - afterMinutes * 60_000, clock.nowMs())
      .then(parts.onReport, parts.onFailure)
      .finally(() => (look = null));
  }

  return {
    async stop() {
      cancel();
      await look;
    },
  };
}
