import type { Clock } from '../core/lib/clock.ts';
import { voiceTroubles } from '../core/voice/trouble.ts';

export const bellRhythm = { everyMs: 30_000, mostRings: 20 } as const;

/** What the machine tells of itself. */
const ofMachine: ReadonlySet<string> = new Set(['device', 'panel-implausible', ...voiceTroubles]);

export type StaffCall = { readonly reason: string; readonly silent: boolean };

export type StaffBell = {
  /**
   * A new reason replaces the old one and rings at once. `silent` shows it to staff without a sound; a device that
   * tells of itself so waits behind any call that nobody has answered yet.
   */
  readonly ring: (reason: string, silent: boolean) => void;
  readonly acknowledge: () => void;
  /** The last call; null once somebody came. */
  readonly call: () => StaffCall | null;
  readonly stop: () => void;
};

/**
 * Calls a person of the branch and goes on calling until somebody comes, or for ten minutes: a bell that never stops is
 * one that staff learn not to hear.
 */
export function createStaffBell(clock: Clock, onRing: (reason: string, silent: boolean) => void): StaffBell {
  let call: StaffCall | null = null;
  let cancel = () => {};

  function again(left: number): void {
    if (call === null || left === 0) return;
    onRing(call.reason, call.silent);
    cancel = clock.after(bellRhythm.everyMs, () => again(left - 1));
  }

  return {
    ring(reason, silent) {
      // A page that cannot open its queue begins anew every ten seconds, and each time says so.
      if (call !== null && silent && ofMachine.has(reason)) return;
      cancel();
      call = { reason, silent };
      again(bellRhythm.mostRings);
    },
    acknowledge() {
      cancel();
      call = null;
    },
    call: () => call,
    stop: () => cancel(),
  };
}
