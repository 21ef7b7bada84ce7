import type { Outcome } from './run-persona.ts';

/** features.md 23: more than so many choices are too many. */
const mostDecisions = 7;

export type Stranded = Pick<Outcome, 'persona' | 'errand' | 'screen'> & { readonly why: string };

export type Summary = {
  readonly personas: number;
  readonly errands: number;
  /** Visits that came to their end, of personas × errands. */
  readonly finished: number;
  readonly decisionsMax: number;
  readonly strandedAt: readonly Stranded[];
  /** What single personas can tell: the greatest of their visits. */
  readonly remarks: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly met: boolean;
};

export function summaryOf(personas: number, errands: number, outcomes: readonly Outcome[]): Summary {
  const finished = outcomes.filter(({ isFinished }) => isFinished).length;
  const decisionsMax = Math.max(0, ...outcomes.map(({ decisions }) => decisions));
  return {
    personas,
    errands,
    finished,
    decisionsMax,
    strandedAt: outcomes.flatMap(({ persona, errand, screen, trouble }) =>
      trouble === null ? [] : [{ persona, errand, screen, why: trouble }],
    ),
    remarks: remarksOf(outcomes),
    met: finished === personas * errands && decisionsMax <= mostDecisions,
  };
}

function remarksOf(outcomes: readonly Outcome[]): Summary['remarks'] {
  const all: Record<string, Record<string, number>> = {};
  for (const { persona, remarks } of outcomes)
    for (const [name, figure] of Object.entries(remarks)) {
      const own = (all[persona] ??= {});
      own[name] = Math.max(own[name] ?? 0, figure);
    }
  return all;
}

export function tableRow({ errand, isFinished, trouble, screen, decisions, seconds }: Outcome): string {
  const end = isFinished ? 'finished' : `STRANDED at ${screen}: ${trouble}`;
  return `  ${errand.padEnd(16)} ${String(decisions).padStart(2)} decisions ${String(seconds).padStart(4)} s  ${end}`;
}
