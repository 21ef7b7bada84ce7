import type { Clock } from '../core/lib/clock.ts';

const everyMs = 30_000;
/** What a time service corrects in one step is less; a person who sets the clock does more. */
const jumpMs = 2 * 60_000;

/**
 * Watches the wall clock against the monotonic one.
 *
 * @param onJump hears by how much it moved, seconds, negative when it went back
 * @returns stops watching
 */
export function watchClock(clock: Clock, onJump: (bySeconds: number) => void): () => void {
  let last = { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
  let stop = () => {};

  function look(): void {
    const now = { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    const byMs = now.wallMs - last.wallMs - (now.monotonicMs - last.monotonicMs);
    last = now;
    if (Math.abs(byMs) > jumpMs) onJump(Math.round(byMs / 1000));
    stop = clock.after(everyMs, look);
  }

  stop = clock.after(everyMs, look);
  return () => stop();
}
