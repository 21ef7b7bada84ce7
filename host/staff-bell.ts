import type { Clock } from '../core/lib/clock.ts';

export const bellRhythm = { everyMs: 30_000, mostRings: 20 } as const;

export type StaffBell = {
  /** A new reason replaces the old one and rings at once. `silent` shows it to staff without a sound. */
  readonly ring: (reason: string, silent: boolean) => void;
  readonly acknowledge: () => void;
  /** Why a person was last called; null once somebody came. */
  readonly reason: () => string | null;
  readonly stop: () => void;
};

/**
 * Calls a person of the branch and goes on calling until somebody comes, or for ten minutes: a bell that never stops is
 * one that staff learn not to hear.
 */
export function createStaffBell(clock: Clock, onRing: (reason: string, silent: boolean) => void): StaffBell {
  let reason: string | null = null;
  let cancel = () => {};

  function again(silent: boolean, left: number): void {
    if (reason === null || left === 0) return;
    onRing(reason, silent);
    cancel = clock.after(bellRhythm.everyMs, () => again(silent, left - 1));
  }

  return {
    ring(newReason, silent) {
      cancel();
      reason = newReason;
      again(silent, bellRhythm.mostRings);
    },
    acknowledge() {
      cancel();
      reason = null;
    },
    reason: () => reason,
    stop: () => cancel(),
  };
}
