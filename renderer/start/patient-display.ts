import type { State } from '../../core/journeys/visit.ts';
import type { Clock } from '../../core/lib/clock.ts';

/** A wait is felt from here on (Nielsen: a second breaks the flow of thought; half of it is noticed). */
export const feltAfterMs = 400;

/** States that mostly pass in a blink; "please wait" that is gone before it can be read only startles. */
const mostlyBrief: ReadonlySet<State['at']> = new Set(['readingCard', 'accepting'] satisfies State['at'][]);

export type Display = {
  readonly draw: (state: State) => void;
  /** Says what is drawn. */
  readonly speak: () => void;
};

/** Lets a waiting screen come up, and be spoken, only when there is something to wait for. */
export function patientDisplay(clock: Clock, { draw, speak }: Display): Display {
  let stopHolding: (() => void) | null = null;
  let speaksLater = false;

  return {
    draw(state) {
      stopHolding?.();
      stopHolding = null;
      speaksLater = false;
      if (!mostlyBrief.has(state.at)) return draw(state);
      stopHolding = clock.after(feltAfterMs, () => {
        stopHolding = null;
        draw(state);
        if (speaksLater) speak();
      });
    },
    speak() {
      if (stopHolding === null) speak();
      else speaksLater = true;
    },
  };
}
