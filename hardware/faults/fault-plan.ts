import { isLineFault } from './line-fault.ts';
import type { LineFault, LineFaultName, PlannedFault } from './line-fault.ts';

/** Which answers of a device a bad line will spoil; goes on over all its connections. */
export type FaultPlan = {
  /** Replaces what was planned under the same name; `times` 0 only takes it away. False for no fault of a line. */
  readonly add: (fault: PlannedFault) => boolean;
  /** Asked once for each answer that begins; null lets it pass unharmed. */
  readonly nextAnswer: () => LineFault | null;
  /** Strikes at once on every line that is up; what needs an answer to spoil strikes the next one. */
  readonly strike: (name: LineFaultName) => void;
  /** Nothing is spoilt any more. */
  readonly clear: () => void;
  /** How often a fault has struck so far. */
  readonly struck: () => number;
  /** For the line: hears of what strikes at once, and says whether it could. Returns how to stop listening. */
  readonly onStrike: (listener: (name: LineFaultName) => boolean) => () => void;
};

type Waiting = LineFault & Pick<PlannedFault, 'times' | 'after'>;

export function faultPlan(): FaultPlan {
  const lines = new Set<(name: LineFaultName) => boolean>();
  let waiting: readonly Waiting[] = [];
  let struck = 0;

  function add({ name, at, times, after }: PlannedFault): boolean {
    if (!isLineFault(name)) return false;
    waiting = [...waiting.filter((other) => other.name !== name), { name, at, times, after }].filter(isLeft);
    return true;
  }

  return {
    add,
    nextAnswer() {
      const due = waiting.find(({ after }) => after === 0) ?? null;
      waiting = waiting.map((fault) => aged(fault, fault === due)).filter(isLeft);
      if (due !== null) struck += 1;
      return due;
    },
    strike(name) {
      const done = [...lines].filter((line) => line(name)).length;
      if (done === 0) add({ name, at: null, times: 1, after: 0 });
      struck += done;
    },
    clear() {
      waiting = [];
    },
    struck: () => struck,
    onStrike(listener) {
      lines.add(listener);
      return () => void lines.delete(listener);
    },
  };
}

function aged(fault: Waiting, hasStruck: boolean): Waiting {
  return hasStruck ? { ...fault, times: fault.times - 1 } : { ...fault, after: Math.max(0, fault.after - 1) };
}

function isLeft({ times }: Waiting): boolean {
  return times > 0;
}
