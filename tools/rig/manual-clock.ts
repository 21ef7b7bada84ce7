import type { Clock } from '../../core/lib/clock.ts';

export type ManualClock = Clock & {
  /** Moves time on, fires what falls due in order, and lets promises settle after each. */
  readonly advance: (ms: number) => Promise<void>;
};

/** A clock that stands still until it is told otherwise. */
export function manualClock(startMs = Date.UTC(2026, 10, 2, 1)): ManualClock {
  let elapsedMs = 0;
  const timers = new Set<{ readonly dueMs: number; readonly action: () => void }>();

  function nextDue(untilMs: number) {
    return [...timers].filter((timer) => timer.dueMs <= untilMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
  }

  return {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after(delayMs, action) {
      const timer = { dueMs: elapsedMs + Math.max(0, delayMs), action };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const untilMs = elapsedMs + ms;
      await settled();
      for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
        timers.delete(timer);
        elapsedMs = Math.max(elapsedMs, timer.dueMs);
        timer.action();
        await settled();
      }
      elapsedMs = untilMs;
    },
  };
}

/** A turn of the event loop: every promise that can settle has settled. */
function settled(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
