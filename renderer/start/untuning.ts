import type { Clock } from '../../core/lib/clock.ts';

/** An idle kiosk whose voice was changed and that nobody used. */
export const untuneAfterMs = 60_000;

/**
 * Whoever only tried the voice keys in passing has not chosen the next customer's voice (I9). Call what it returns
 * whenever a key was pressed.
 */
export function untuneWhenIdle(clock: Clock, isIdle: () => boolean, forget: () => void): () => void {
  let cancel = () => {};
  return () => {
    cancel();
    cancel = clock.after(untuneAfterMs, () => {
      if (isIdle()) forget();
    });
  };
}
