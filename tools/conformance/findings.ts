import type { Fault } from './combination.ts';

/** One way in which a check is red, wherever it was met. */
export type Finding = {
  readonly what: string;
  readonly isUndecided: boolean;
  readonly times: number;
  /** Where it was met first. */
  readonly where: string;
};

/** What the checks have found, by check; equal faults of many views are one finding that counts them. */
export type Findings = {
  readonly add: (check: string, where: string, faults: readonly Fault[]) => void;
  /** Most frequent first. A check that never looked has found that nothing was measured. */
  readonly of: (check: string) => readonly Finding[];
  /** Faults in all, and how many of them are undecided. */
  readonly totals: () => { readonly violations: number; readonly incomplete: number };
};

const unmeasured: Finding = { what: 'nothing was measured', isUndecided: true, times: 1, where: 'this run' };

export function collectFindings(): Findings {
  const byCheck = new Map<string, Map<string, Finding>>();
  let [violations, incomplete] = [0, 0];

  function addOne(found: Map<string, Finding>, where: string, fault: Fault): void {
    const { what } = fault;
    const isUndecided = fault.isUndecided === true;
    const before = found.get(what);
    found.set(what, { what, isUndecided, times: (before?.times ?? 0) + 1, where: before?.where ?? where });
    if (isUndecided) incomplete += 1;
    else violations += 1;
  }

  return {
    add(check, where, faults) {
      const found = byCheck.get(check) ?? new Map<string, Finding>();
      byCheck.set(check, found);
      for (const fault of faults) addOne(found, where, fault);
    },
    of(check) {
      const found = byCheck.get(check);
      return found === undefined ? [unmeasured] : [...found.values()].toSorted((a, b) => b.times - a.times);
    },
    totals: () => ({ violations, incomplete }),
  };
}
