import type { Job, JobDone } from './jobs.ts';
import type { FuzzTarget } from './target.ts';

export type FuzzSummary = {
  readonly frames: number;
  readonly crashes: number;
  readonly hangs: number;
  readonly missed: number;
};

type Row = { frames: number; crashes: number; hangs: number; missed: number; heldKb: number };

const progressSteps = 10;

/** Adds up what the jobs found: progress while they run, a table for people, the figures for machines. */
export function createReport(
  targets: readonly FuzzTarget[],
  jobs: readonly Job[],
  say: (line: string) => void,
): {
  readonly take: (job: Job, done: JobDone | null) => void;
  readonly finish: () => FuzzSummary;
} {
  const rows = new Map<string, Row>(
    targets.map(({ name }) => [name, { frames: 0, crashes: 0, hangs: 0, missed: 0, heldKb: 0 }]),
  );
  const wanted = jobs.reduce((sum, { frames }) => sum + frames, 0);
  let fed = 0;

  function tellProgress(more: number): void {
    const step = (frames: number) => Math.floor((frames * progressSteps) / wanted);
    if (step(fed + more) > step(fed)) say(`${fed + more} of ${wanted} frames`);
    fed += more;
  }

  return {
    take(job, done) {
      const row = rows.get(job.target);
      if (row === undefined) return;
      if (done === null) row.hangs += 1;
      else {
        row.frames += done.frames;
        row.crashes += done.crashes;
        row.missed += done.missed;
        row.heldKb = Math.max(row.heldKb, done.heldKb);
      }
      const trouble = done === null ? 'hung' : done.trouble;
      if (trouble !== null) say(`${job.target}, seed ${job.seed}: ${trouble}`);
      tellProgress(job.frames);
    },
    finish() {
      for (const line of table(rows)) say(line);
      const sum = (of: (row: Row) => number) => [...rows.values()].reduce((all, row) => all + of(row), 0);
      return {
        frames: sum(({ frames }) => frames),
        crashes: sum(({ crashes }) => crashes),
        hangs: sum(({ hangs }) => hangs),
        missed: sum(({ missed }) => missed),
      };
    },
  };
}

function table(rows: ReadonlyMap<string, Row>): readonly string[] {
  const width = Math.max(...[...rows.keys()].map((name) => name.length));
  const head = ['frames', 'crashes', 'hangs', 'missed', 'held KB'];
  const line = (name: string, cells: readonly (string | number)[]) =>
    `  ${name.padEnd(width)} ${cells.map((cell, at) => String(cell).padStart(head[at]?.length ?? 0)).join('  ')}`;
  return [
    line('codec', head),
    ...[...rows].map(([name, row]) =>
      line(name, [row.frames, row.crashes, row.hangs, row.missed, row.heldKb]),
    ),
  ];
}
