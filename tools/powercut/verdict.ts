import { cells, type Cell, type Found, type TrialResult } from './trial.ts';

/** The run's last line. */
export type Summary = {
  /** Valid trials of the cell that has the fewest: what every zero here stands on. */
  readonly trials: number;
  readonly strictLost: number;
  readonly relaxedLost: number;
  readonly hubLost: number;
  /** Of strict and relaxed trials alike. */
  readonly journalLost: number;
  /** Acknowledged records that a kiosk had in neither store after it had mended itself. */
  readonly unionLost: number;
  readonly invalid: number;
};

export type Verdict = {
  readonly summary: Summary;
  /** Why this run is no pass, as sentences; empty when it is one. */
  readonly failures: readonly string[];
};

/** A run in which more than this share of a cell's trials was invalid has shown too little. */
const mostInvalidShare = 0.2;

export function judgeRun(results: readonly TrialResult[]): Verdict {
  const found = validIn(results);
  const lostBy = (cell: Cell) => sum(found.filter((each) => each.cell === cell).map(({ lost }) => lost));
  const summary: Summary = {
    trials: Math.min(...cells.map((cell) => found.filter((each) => each.cell === cell).length)),
    strictLost: lostBy('strict'),
    relaxedLost: lostBy('relaxed'),
    hubLost: lostBy('hub'),
    journalLost: sum(found.map(({ journalLost }) => journalLost ?? 0)),
    unionLost: sum(found.map(({ unionLost }) => unionLost ?? 0)),
    invalid: results.length - found.length,
  };
  return { summary, failures: [...lossesIn(summary), ...faultsIn(found), ...weaknessesIn(results, summary)] };
}

type Judged = Found & { readonly cell: Cell; readonly number: number };

function validIn(results: readonly TrialResult[]): readonly Judged[] {
  return results.flatMap(({ trial, outcome }) =>
    outcome.kind === 'valid' ? [{ ...outcome, cell: trial.cell, number: trial.number }] : [],
  );
}

function lossesIn({ strictLost, hubLost, journalLost, unionLost }: Summary): readonly string[] {
  return [
    ...(strictLost > 0 ? [`IndexedDB, strict: ${strictLost} acknowledged records lost`] : []),
    ...(journalLost > 0 ? [`journal: ${journalLost} acknowledged records lost`] : []),
    ...(unionLost > 0 ? [`both stores after the repair: ${unionLost} acknowledged records lost`] : []),
    ...(hubLost > 0 ? [`hub: ${hubLost} records lost that it had signed for`] : []),
  ];
}

function faultsIn(found: readonly Judged[]): readonly string[] {
  return found.flatMap(({ number, cell, faults }) =>
    faults.map((fault) => `trial ${number} (${cell}): ${fault}`),
  );
}

/** What keeps the zeros from meaning anything. */
function weaknessesIn(results: readonly TrialResult[], { relaxedLost }: Summary): readonly string[] {
  const tooFew = cells.flatMap((cell) => {
    const ofCell = results.filter(({ trial }) => trial.cell === cell);
    const invalid = ofCell.filter(({ outcome }) => outcome.kind === 'invalid').length;
    const isEnough = ofCell.length > invalid && invalid <= ofCell.length * mostInvalidShare;
    return isEnough ? [] : [`${cell}: ${invalid} of ${ofCell.length} trials were invalid`];
  });
  const isBlind = relaxedLost === 0;
  return isBlind ? [...tooFew, 'THE RIG IS BROKEN: the relaxed control lost nothing'] : tooFew;
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
