import { IDBFactory } from 'fake-indexeddb';
import type { Dice } from '../world/dice.ts';
import type { Life } from '../world/life.ts';
import type { Settling } from '../world/settling.ts';
import { durableCount, rowsAfter, type Commit, type Schema } from './database-log.ts';
import { databaseHolding, watchedFactory } from './watched-factory.ts';

/** What can befall a browser's database while nobody has it open, as measured in sync.md 2.8 and 2.9. */
export type DatabaseDamage = 'power-cut' | 'wipe' | 'data-loss' | 'truncate';

export type DatabaseListener = {
  readonly onBegin: (life: Life, stores: readonly string[]) => void;
  readonly onCommit: (life: Life, commit: Commit) => void;
  /** Runs `hear` once the page hears of a commit, and `flushed` then at the latest, whether there is a page or not. */
  readonly whenHeard: (life: Life, flushed: () => void, hear: () => void) => void;
};

/**
 * The browser's database of one enrolment. A commit survives a power cut when it asked for `strict`, or a later one
 * did; of what comes behind the last strict commit a part of the beginning survives.
 */
export function simulatedDatabase(dice: Dice, settling: Settling, listener: DatabaseListener) {
  let factory = new IDBFactory();
  let schema: Schema | null = null;
  let dataLoss: string | null = null;
  let commits: Commit[] = [];
  /** Strict, and not answered yet: not certain to be on disk. */
  const unanswered = new Set<Commit>();
  const durable = () => durableCount(commits, unanswered);
  const state = { isFull: false, refusals: 0, isAlwaysRelaxed: false };

  async function cutTo(count: number): Promise<void> {
    commits = commits.slice(0, count);
    factory = await databaseHolding(schema, rowsAfter(commits));
  }

  function forget(): Promise<void> {
    schema = null;
    return cutTo(0);
  }

  return {
    state,
    /** What a page of this life is given as `indexedDB`. */
    of: (life: Life): IDBFactory =>
      watchedFactory(factory, life, settling, {
        takeDataLoss() {
          const said = dataLoss;
          dataLoss = null;
          return said;
        },
        refusesToOpen: () => state.refusals > 0 && (state.refusals -= 1) >= 0,
        isFull: () => state.isFull,
        onSchema: (seen) => (schema = seen),
        onBegin: listener.onBegin,
        onCommit(life, commit) {
          commits.push(state.isAlwaysRelaxed ? { ...commit, isStrict: false } : commit);
          listener.onCommit(life, commit);
        },
        whenHeard(life, commit, hear) {
          unanswered.add(commit);
          const flushed = () => void unanswered.delete(commit);
          listener.whenHeard(life, flushed, hear);
        },
      }),
    /** Everything that was committed. */
    rows: () => rowsAfter(commits),
    /** What a power cut would leave for certain. */
    durableRows: () => rowsAfter(commits.slice(0, durable())),
    /** The commit that was under way when the power went: had it reached the disk? */
    loseLastCommit: () => void commits.pop(),
    /** One row is gone, without a sign. While no page has it open. */
    loseRow(sequence: number): Promise<void> {
      const change = {
        does: 'delete',
        store: 'outbox',
        isGone: (key: IDBValidKey) => key === sequence,
      } as const;
      commits.push({ isStrict: true, changes: [change] });
      return cutTo(commits.length);
    },
    /** While no page has it open. */
    befall(damage: DatabaseDamage): Promise<void> {
      switch (damage) {
        case 'power-cut':
          return cutTo(dice.between(durable(), commits.length));
        case 'truncate':
          // A halved SQLite log: the database stands where it stood some commits ago. Without any sign.
          return cutTo(dice.between(0, commits.length));
        case 'data-loss':
          dataLoss = 'IndexedDB (database was corrupt): checksum mismatch';
          return forget();
        case 'wipe':
          return forget();
      }
    },
  };
}
export type SimulatedDatabase = ReturnType<typeof simulatedDatabase>;
