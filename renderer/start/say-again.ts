import type { ReadonlySignal } from '@preact/signals';
import type { Clock } from '../../core/lib/clock.ts';

/** Whoever has heard a question and done nothing for so long may not have understood it. */
export const sayAgainAfterMs = 15_000;

export type SayAgain = {
  /** A screen has come up and is being said. `mayRepeat`: it speaks to somebody who is there. */
  readonly arrived: (mayRepeat: boolean) => void;
  /** Somebody did something. */
  readonly touched: () => void;
};

/**
 * Says a screen once more after fifteen seconds without a sound and without a touch, and then never again by itself: a
 * voice that does not let go is one that people walk away from.
 *
 * @param speaking null in silence
 */
export function sayAgainWhenQuiet(
  clock: Pick<Clock, 'after'>,
  speaking: ReadonlySignal<unknown>,
  sayAgain: () => void,
): SayAgain {
  let isOwed = false;
  let stopWaiting = () => {};

  function wait(): void {
    stopWaiting();
    if (!isOwed || speaking.peek() !== null) return;
    stopWaiting = clock.after(sayAgainAfterMs, () => {
      isOwed = false;
      sayAgain();
    });
  }

  speaking.subscribe(wait);
  return {
    arrived(mayRepeat) {
      isOwed = mayRepeat;
      wait();
    },
    touched: wait,
  };
}
