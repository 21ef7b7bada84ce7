import type { Clock } from '../../core/lib/clock.ts';

/** The clock of this browser. Only composition roots hand it out. */
export function browserClock(): Clock {
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after(delayMs, action) {
      const timer = setTimeout(action, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
