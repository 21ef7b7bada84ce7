import { percentile, tenths } from '../../rig/figures.ts';
import { nameOf, type Line } from './lines.ts';

/** What one line gave in one round. */
export type RoundFigures = {
  readonly line: Line;
  readonly enqueueMs: readonly number[];
  readonly drainRowsPerSecond: number;
  readonly heapMb: number;
};

/** Over the rounds: the median, and the range that says how far to trust it. */
export type Over = { readonly median: number; readonly min: number; readonly max: number };

export type LineSummary = Line & {
  readonly enqueueP50Ms: Over;
  readonly enqueueP99Ms: Over;
  readonly drainRowsPerSecond: Over;
  readonly heapMb: Over;
};

/** Each of the two lines of the same round, so that a slow minute of the machine stands on both sides. */
export type Ratios = {
  readonly drainVsRxdb: Over;
  readonly drainVsPouchdb: Over;
  readonly acceptVsDexie: Over;
};

/** What the product promises itself, all at strict durability. */
export const targets = { drainVsRxdb: 2, drainVsPouchdb: 10, acceptVsDexie: 2 } as const;

export type Meets = Readonly<Record<keyof Ratios, boolean>>;

type Round = readonly RoundFigures[];

export function summaryOf(line: Line, rounds: readonly Round[]): LineSummary {
  const figures = rounds.map((round) => ofLine(round, nameOf(line)));
  return {
    ...line,
    enqueueP50Ms: over(figures.map(p50)),
    enqueueP99Ms: over(figures.map(({ enqueueMs }) => percentile(enqueueMs, 0.99))),
    drainRowsPerSecond: over(figures.map(({ drainRowsPerSecond }) => drainRowsPerSecond)),
    heapMb: over(figures.map(({ heapMb }) => heapMb)),
  };
}

export function ratiosOf(rounds: readonly Round[]): Ratios {
  const ratio = (peer: string, figure: (figures: RoundFigures) => number) =>
    over(
      rounds.map((round) => figure(ofLine(round, 'care-kiosk-strict')) / figure(ofLine(round, peer))),
      hundredths,
    );
  const drain = ({ drainRowsPerSecond }: RoundFigures) => drainRowsPerSecond;
  return {
    drainVsRxdb: ratio('rxdb-strict', drain),
    drainVsPouchdb: ratio('pouchdb-strict', drain),
    acceptVsDexie: ratio('plain-dexie-strict', p50),
  };
}

export function meetsOf(ratios: Ratios): Meets {
  return {
    drainVsRxdb: ratios.drainVsRxdb.median >= targets.drainVsRxdb,
    drainVsPouchdb: ratios.drainVsPouchdb.median >= targets.drainVsPouchdb,
    acceptVsDexie: ratios.acceptVsDexie.median <= targets.acceptVsDexie,
  };
}

function ofLine(round: Round, name: string): RoundFigures {
  const found = round.find(({ line }) => nameOf(line) === name);
  if (found === undefined) throw new Error(`a round without ${name}`);
  return found;
}

function p50({ enqueueMs }: RoundFigures): number {
  return percentile(enqueueMs, 0.5);
}

function over(figures: readonly number[], rounded: (figure: number) => number = tenths): Over {
  return {
    median: rounded(percentile(figures, 0.5)),
    min: rounded(Math.min(...figures)),
    max: rounded(Math.max(...figures)),
  };
}

function hundredths(figure: number): number {
  return Math.round(figure * 100) / 100;
}
