import type { Clock } from '../../core/lib/clock.ts';

/** How fast the mechanics work off what has been received: as it comes, or like a worn mechanism, 640 bytes a second. */
export type TwinPace = {
  /** Whether one more byte may be worked off now. */
  readonly takes: () => boolean;
  readonly slowDown: () => void;
  readonly speedUp: () => void;
};

const slow = { bytes: 64, everyMs: 100 } as const;

/** @param goOn some bytes may be worked off again */
export function createTwinPace(clock: Clock, goOn: () => void): TwinPace {
  /** Null: as fast as they come. */
  let allowance: number | null = null;
  let cancelNext = () => {};

  function allowMore(): void {
    allowance = slow.bytes;
    cancelNext = clock.after(slow.everyMs, allowMore);
    goOn();
  }

  return {
    takes() {
      if (allowance === 0) return false;
      if (allowance !== null) allowance -= 1;
      return true;
    },
    slowDown() {
      cancelNext();
      allowance = 0;
      cancelNext = clock.after(slow.everyMs, allowMore);
    },
    speedUp() {
      cancelNext();
      allowance = null;
    },
  };
}
