import type { Clock } from '../../core/lib/clock.ts';

/** So much at a stretch, about one batch; then it rests this many times as long as it took. */
const spellMs = 50;
const restFactor = 39;
/** A spell that nobody ended, because there was nothing to do, is not paid for. */
const longestSpellMs = 1_000;

/**
 * Whether there is time for work that can wait: always while no rush of uploads is on, and a fortieth of the time while
 * one is. A hub that is busy all day opens what it stores all the same; deciding what was opened takes as much again.
 */
export function spareTime(clock: Pick<Clock, 'monotonicMs'>, isQuiet: () => boolean): () => boolean {
  let spellFromMs: number | null = null;
  let restUntilMs = -Infinity;
  return () => {
    if (isQuiet()) return true;
    const nowMs = clock.monotonicMs();
    if (nowMs < restUntilMs) return false;
    spellFromMs ??= nowMs;
    const spentMs = nowMs - spellFromMs;
    if (spentMs < spellMs) return true;
    restUntilMs = nowMs + restFactor * Math.min(spentMs, longestSpellMs);
    spellFromMs = null;
    return false;
  };
}
