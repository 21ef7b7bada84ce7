import type { Clock } from '../../core/lib/clock.ts';

/** Enough for a technician's slips of the finger, far too few to guess 58 bits. */
export const attemptBound = { attempts: 10, windowMs: 60_000 } as const;

/**
 * Counts attempts per caller. Answers null when this one is allowed, else the seconds after which to come again.
 * Everything is forgotten at the end of a window, so the memory is bounded by what arrives in one.
 */
export function limitAttempts(clock: Pick<Clock, 'monotonicMs'>): (caller: string) => number | null {
  let windowEndsMs = 0;
  let counts = new Map<string, number>();
  return (caller) => {
    const nowMs = clock.monotonicMs();
    if (nowMs >= windowEndsMs) {
      windowEndsMs = nowMs + attemptBound.windowMs;
      counts = new Map();
    }
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    return count <= attemptBound.attempts ? null : Math.ceil((windowEndsMs - nowMs) / 1000);
  };
}
