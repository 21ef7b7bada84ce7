import type { ConditionKeeper } from './twin-condition.ts';
import type { FaultBook } from './twin-faults.ts';

/** The twin's cutter: it cuts, or jams and must be told to recover. */
export type TwinBlade = {
  readonly cut: () => void;
  /** `DLE ENQ n`: 1 goes on, 2 forgets. A blade that is still stuck sticks again. True when there was an error. */
  readonly recover: (n: number) => boolean;
  /** The cut that jammed will not be made. */
  readonly forget: () => void;
};

export function createTwinBlade(
  faults: FaultBook,
  condition: ConditionKeeper,
  cutPaper: () => void,
): TwinBlade {
  let hasCutWaiting = false;

  return {
    cut() {
      hasCutWaiting = faults.strikes('cutter-jam');
      if (hasCutWaiting) condition.become({ hasCutterError: true });
      else cutPaper();
    },
    recover(n) {
      const { hasCutterError, cutterJammed } = condition.now();
      if (!hasCutterError || (n !== 1 && n !== 2)) return false;
      condition.become({ hasCutterError: cutterJammed });
      const isCutNow = hasCutWaiting && n === 1 && !cutterJammed;
      if (!isCutNow) return true;
      hasCutWaiting = false;
      cutPaper();
      return true;
    },
    forget() {
      hasCutWaiting = false;
    },
  };
}
