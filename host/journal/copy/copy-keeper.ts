import type { Clock } from '../../../core/lib/clock.ts';
import { errnoOf } from '../../../machine/errno.ts';

export const copyDelays = {
  /** A copy that lags for longer is told. */
  behindMs: 60_000,
  /** Between two tries to reach a copy that cannot be written. */
  retryMs: 10_000,
} as const;

export type CopyKeeper = {
  /** There is more to copy. Never waits. */
  readonly nudge: () => void;
  /** Waits for the piece under way, unless the copy hangs. */
  readonly stop: () => Promise<void>;
};

type Parts = {
  readonly clock: Clock;
  /** Brings the copy to the journal's level; throws when it cannot be written. */
  readonly bringLevel: () => Promise<void>;
  /** The copy lags. May be told again while it does. */
  readonly onBehind: (detail: string) => void;
  readonly onLevel: () => void;
};

/** A stick that hangs must not keep the host from stopping. */
const goodbyeMs = 2_000;

/** Keeps a copy at the journal's level beside everything else: whoever writes to the journal never waits for it. */
export function keepCopy({ clock, bringLevel, onBehind, onLevel }: Parts): CopyKeeper {
  let isWanted = false;
  let isStopped = false;
  let running: Promise<void> | null = null;
  let goodbye: Promise<void> | null = null;
  let cancelRetry: (() => void) | null = null;
  let cancelAlarm: (() => void) | null = null;

  async function run(): Promise<void> {
    while (isWanted && !isStopped) {
      isWanted = false;
      try {
        await bringLevel();
      } catch (cause) {
        isWanted = true;
        cancelRetry = clock.after(copyDelays.retryMs, begin);
        return onBehind(`cannot be written: ${errnoOf(cause)}`);
      }
    }
    cancelAlarm?.();
    cancelAlarm = null;
    if (!isStopped) onLevel();
  }

  function begin(): void {
    if (running !== null || isStopped) return;
    cancelRetry?.();
    cancelRetry = null;
    running = run().finally(() => {
      running = null;
      if (isWanted && cancelRetry === null) begin();
    });
  }

  return {
    nudge() {
      if (isStopped) return;
      isWanted = true;
      cancelAlarm ??= clock.after(copyDelays.behindMs, () => onBehind('behind for a minute'));
      begin();
    },
    stop() {
      isStopped = true;
      cancelRetry?.();
      cancelAlarm?.();
      goodbye ??= new Promise((settle) => {
        const stopWaiting = clock.after(goodbyeMs, settle);
        void (running ?? Promise.resolve()).then(stopWaiting).then(settle);
      });
      return goodbye;
    },
  };
}
