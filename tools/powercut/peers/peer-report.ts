import { nameOf, peerLines, type Line } from '../../bench/outbox/lines.ts';
import { tableOf } from '../../device/table.ts';
import type { Outcome } from '../trial.ts';
import type { PeerTrial } from './peer-plan.ts';
import type { PeerFound } from './peer-trial.ts';

export type PeerResult = { readonly trial: PeerTrial; readonly outcome: Outcome<PeerFound> };

export type PeerFigures = Pick<Line, 'contender' | 'durability'> & {
  /** Valid ones; what the other figures stand on. */
  readonly trials: number;
  readonly invalid: number;
  readonly acknowledged: number;
  readonly lost: number;
};

/** The run's last line. */
export type PeerSummary = {
  /** Valid trials of the line that has the fewest. */
  readonly trials: number;
  readonly lines: readonly PeerFigures[];
};

export function peerSummary(results: readonly PeerResult[]): PeerSummary {
  const lines = peerLines.map((line) => figuresOf(line, results));
  return { trials: Math.min(...lines.map(({ trials }) => trials)), lines };
}

function figuresOf({ contender, durability }: Line, results: readonly PeerResult[]): PeerFigures {
  const name = nameOf({ contender, durability });
  const ofLine = results.filter(({ trial }) => nameOf(trial.line) === name);
  const found = ofLine.flatMap(({ outcome }) => (outcome.kind === 'valid' ? [outcome] : []));
  return {
    contender,
    durability,
    trials: found.length,
    invalid: ofLine.length - found.length,
    acknowledged: found.reduce((total, each) => total + each.acknowledged, 0),
    lost: found.reduce((total, each) => total + each.lost, 0),
  };
}

/** Why the figures mean nothing, as sentences; what a peer loses is no failure of this product's. */
export function weaknessesOf({ lines }: PeerSummary): readonly string[] {
  const untried = lines
    .filter(({ trials }) => trials === 0)
    .map(({ contender, durability }) => `${contender}, ${durability}: no valid trial`);
  const isBlind = lines.every(({ lost }) => lost === 0);
  return isBlind ? [...untried, 'THE RIG IS BROKEN: no relaxed peer lost anything'] : untried;
}

export function peerTable({ lines }: PeerSummary): string {
  const head = ['queue', 'durability', 'trials', 'invalid', 'acknowledged', 'lost', 'lost a cut'];
  const rows = lines.map(({ contender, durability, trials, invalid, acknowledged, lost }) => [
    contender,
    durability,
    ...[trials, invalid, acknowledged, lost].map(String),
    trials === 0 ? '–' : String(Math.round(lost / trials)),
  ]);
  return tableOf([head, ...rows]);
}

/** What a person sees while the run goes on. */
export function peerProgress({ trial, outcome }: PeerResult, planned: number): string {
  const { number, line, backend, waitMs } = trial;
  const what = `${nameOf(line).padEnd(19)} ${backend.padEnd(7)} cut after ${(waitMs / 1_000).toFixed(1)} s`;
  const said =
    outcome.kind === 'invalid'
      ? `INVALID: ${outcome.why}`
      : `${outcome.acknowledged} acknowledged, ${outcome.lost} lost`;
  return `${String(number).padStart(String(planned).length)} of ${planned}  ${what}  ${said}`;
}
