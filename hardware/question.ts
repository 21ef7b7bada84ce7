import type { Clock } from '../core/lib/clock.ts';

/** At most one question that waits for its answer. */
export type Question<Outcome> = {
  /** Resolves with whatever settles it first: an answer, a trouble, or the silence that the deadline makes. */
  readonly open: () => Promise<Outcome>;
  /** Does nothing when no question is open. */
  readonly settle: (outcome: Outcome) => void;
};

export function questionWithin<Outcome>(
  clock: Clock,
  deadlineMs: number,
  silence: Outcome,
): Question<Outcome> {
  let close: ((outcome: Outcome) => void) | null = null;
  const settle = (outcome: Outcome) => close?.(outcome);

  return {
    settle,
    open: () =>
      new Promise((resolve) => {
        const stopDeadline = clock.after(deadlineMs, () => settle(silence));
        close = (outcome) => {
          close = null;
          stopDeadline();
          resolve(outcome);
        };
      }),
  };
}
