import type { Random } from '../../core/lib/random.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { backends, cells, type Cell, type Trial } from './trial.ts';

/** How long a store is written to before the cut: a random moment, so that cuts meet every phase of a write. */
export const kioskWait = { leastMs: 400, spreadMs: 6_000 } as const;
/** A database server has more to be warm about; PostgreSQL is not cut in its first second. */
const hubWait = { leastMs: 1_500, spreadMs: 3_000 } as const;

/**
 * The trials of a run, each cell as often as the others and in turn, so that a machine whose load drifts treats all
 * alike. The browser's two backends alternate. The same seed plans the same.
 */
export function planTrials(trialsPerCell: number, random: Random): readonly Trial[] {
  const trials: Trial[] = [];
  for (let round = 0; round < trialsPerCell; round += 1)
    for (const cell of turned(cells, random.below(cells.length)))
      trials.push(planTrial(cell, round, trials.length + 1, random));
  return trials;
}

function planTrial(cell: Cell, round: number, number: number, random: Random): Trial {
  switch (cell) {
    case 'strict':
    case 'relaxed': {
      const backend = backends[round % backends.length] ?? 'leveldb';
      return { number, cell, backend, waitMs: waitOf(kioskWait, random) };
    }
    case 'hub':
      return { number, cell, backend: 'postgresql', waitMs: waitOf(hubWait, random) };
    default:
      return unreachable(cell);
  }
}

export function waitOf(
  wait: { readonly leastMs: number; readonly spreadMs: number },
  random: Random,
): number {
  return wait.leastMs + random.below(wait.spreadMs + 1);
}

export function turned<T>(things: readonly T[], by: number): readonly T[] {
  return [...things.slice(by), ...things.slice(0, by)];
}
