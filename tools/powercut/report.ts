import { tableOf } from '../device/table.ts';
import type { Trial, TrialResult } from './trial.ts';

const head = [
  'cell',
  'store',
  'trials',
  'invalid',
  'with loss',
  'acknowledged',
  'lost',
  'journal lost',
] as const;

/** One row for each cell and store, in the order in which they first came. */
export function resultTable(results: readonly TrialResult[]): string {
  const names = [...new Set(results.map(({ trial }) => nameOf(trial)))];
  const rows = names.map((name) => rowOf(results.filter(({ trial }) => nameOf(trial) === name)));
  return tableOf([head, ...rows]);
}

function rowOf(results: readonly TrialResult[]): readonly string[] {
  const found = results.flatMap(({ outcome }) => (outcome.kind === 'valid' ? [outcome] : []));
  const sum = (figureOf: (of: (typeof found)[number]) => number) =>
    found.reduce((total, each) => total + figureOf(each), 0);
  const hasJournal = found.some(({ journalLost }) => journalLost !== null);
  const figures = [
    found.length,
    results.length - found.length,
    sum(({ lost }) => (lost > 0 ? 1 : 0)),
    sum(({ acknowledged }) => acknowledged),
    sum(({ lost }) => lost),
    hasJournal ? sum(({ journalLost }) => journalLost ?? 0) : '–',
  ];
  const { cell = '', backend = '' } = results[0]?.trial ?? {};
  return [cell, backend, ...figures.map(String)];
}

function nameOf({ cell, backend }: Trial): string {
  return `${cell} ${backend}`;
}

/** What a person sees while the run goes on. */
export function progressLine({ trial, outcome }: TrialResult, planned: number): string {
  const of = `${String(trial.number).padStart(String(planned).length)} of ${planned}`;
  const what = `${trial.cell.padEnd(7)} ${trial.backend.padEnd(10)} cut after ${(trial.waitMs / 1_000).toFixed(1)} s`;
  return `${of}  ${what}  ${outcomeText(outcome)}`;
}

function outcomeText(outcome: TrialResult['outcome']): string {
  if (outcome.kind === 'invalid') return `INVALID: ${outcome.why}`;
  const { acknowledged, lost, journalLost, faults, dataLoss } = outcome;
  return [
    `${acknowledged} acknowledged, ${lost} lost`,
    ...(journalLost === null ? [] : [`journal ${journalLost} lost`]),
    ...(dataLoss === null ? [] : [`the browser says: ${dataLoss}`]),
    ...faults.map((fault) => `FAULT: ${fault}`),
  ].join(', ');
}
