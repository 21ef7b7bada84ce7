import type { Cell, Found, Outcome, Trial, TrialResult } from '../../../tools/powercut/trial.ts';

/** A trial of which nothing bad can be told but what the test says. */
export function result(cell: Cell, change: Partial<Found> | 'invalid' = {}, number = 1): TrialResult {
  return { trial: trialOf(cell, number), outcome: outcomeOf(cell, change) };
}

function trialOf(cell: Cell, number: number): Trial {
  return cell === 'hub'
    ? { number, cell, backend: 'postgresql', waitMs: 2_000 }
    : { number, cell, backend: 'leveldb', waitMs: 3_210 };
}

function outcomeOf(cell: Cell, change: Partial<Found> | 'invalid'): Outcome {
  if (change === 'invalid') return { kind: 'invalid', why: 'the browser did not get ready' };
  const others = cell === 'hub' ? null : 0;
  const found = {
    acknowledged: 100,
    lost: 0,
    journalLost: others,
    unionLost: others,
    faults: [],
    dataLoss: null,
  };
  return { kind: 'valid', ...found, ...change };
}
