import type { Day } from '../../core/lib/clock.ts';

/** UTC+8 all over China, without summer time. */
export const chinaOffsetMs = 8 * 3_600_000;

/** The day of a moment as a branch reads it on its wall. */
export function dayIn(ms: number): Day {
  return new Date(ms + chinaOffsetMs).toISOString().slice(0, 10);
}
