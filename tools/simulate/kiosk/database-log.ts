/** One change of a row, as the page asked for it. */
export type Change =
  | { readonly does: 'put'; readonly store: string; readonly key: IDBValidKey; readonly value: unknown }
  | { readonly does: 'delete'; readonly store: string; readonly isGone: (key: IDBValidKey) => boolean };

/** Stores and indexes, as the page made them. */
export type Schema = {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly {
    readonly name: string;
    readonly keyPath: string | string[];
    readonly indexes: readonly {
      readonly name: string;
      readonly keyPath: string | string[];
      readonly unique: boolean;
      readonly multiEntry: boolean;
    }[];
  }[];
};

/** What one transaction has committed, and whether it asked for it to be on disk. */
export type Commit = { readonly isStrict: boolean; readonly changes: readonly Change[] };

export type StoredRow = { readonly key: IDBValidKey; readonly value: unknown };

/** Rows by store, and in it by their key as text. */
export type Rows = ReadonlyMap<string, ReadonlyMap<string, StoredRow>>;

export function rowsAfter(commits: readonly Commit[]): Rows {
  const rows = new Map<string, Map<string, StoredRow>>();
  for (const { changes } of commits) for (const change of changes) apply(rows, change);
  return rows;
}

function apply(rows: Map<string, Map<string, StoredRow>>, change: Change): void {
  const store = rows.get(change.store) ?? new Map<string, StoredRow>();
  rows.set(change.store, store);
  if (change.does === 'put') store.set(JSON.stringify(change.key), change);
  else for (const [text, { key }] of store) if (change.isGone(key)) store.delete(text);
}

/** How many commits a power cut certainly leaves: all up to the last that asked to be on disk and was answered. */
export function durableCount(commits: readonly Commit[], unanswered: ReadonlySet<Commit>): number {
  return commits.findLastIndex((commit) => commit.isStrict && !unanswered.has(commit)) + 1;
}
