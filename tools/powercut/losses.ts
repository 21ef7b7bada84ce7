import type { Mark } from './trial.ts';

/** How many acknowledged records are not among the found, to the hash. More may be found: an acknowledgement lags. */
export function countMissing(acknowledged: readonly Mark[], found: readonly Mark[]): number {
  const hashes = new Map(found.map(({ sequence, hash }) => [sequence, hash]));
  return acknowledged.filter(({ sequence, hash }) => hashes.get(sequence) !== hash).length;
}

/** What a browser found in its database before anything was repaired. */
export type RowsFound = {
  readonly rows: readonly Mark[];
  /** Rows that do not parse or are not what their hash says. */
  readonly damaged: number;
  /** Where the chain stands by the database's own word; null when it does not say. */
  readonly headSequence: number | null;
};

/** Power may take the newest rows of a careless store, but never a row from the middle, half a row or only its head. */
export function faultsIn({ rows, damaged, headSequence }: RowsFound): readonly string[] {
  const last = rows.reduce((highest, { sequence }) => Math.max(highest, sequence), 0);
  const gaps = last - rows.length - damaged;
  return [
    ...(damaged > 0 ? [`${damaged} damaged rows`] : []),
    ...(gaps > 0 ? [`${gaps} gaps`] : []),
    ...((headSequence ?? 0) === last || damaged > 0
      ? []
      : [`head ${headSequence ?? 'gone'}, last row ${last}`]),
  ];
}
