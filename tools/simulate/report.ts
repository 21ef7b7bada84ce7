import { harmKinds, type HarmKind } from './check/witness.ts';
import type { SeedJob, SeedJobDone } from './jobs.ts';

export type Summary = { readonly seeds: number; readonly accepted: number } & Readonly<
  Record<HarmKind, number>
> & {
    readonly seconds: number;
  };

const progressSteps = 20;
/** More failing seeds than this are the same bug. */
const shownFailures = 20;

/** Adds up what the jobs found: progress while they run, a table of faults for people, the figures for machines. */
export function createReport(jobs: readonly SeedJob[], say: (line: string) => void) {
  const wanted = jobs.reduce((sum, { from, to }) => sum + to - from, 0);
  const harms = new Map<HarmKind, number>(harmKinds.map((kind) => [kind, 0]));
  const faults = new Map<string, number>();
  let accepted = 0;
  let seeds = 0;
  let shown = 0;

  function add(counts: Map<string, number>, name: string, more: number): void {
    counts.set(name, (counts.get(name) ?? 0) + more);
  }

  function tellFailures({ failures }: SeedJobDone): void {
    for (const { seed, harms: found } of failures) {
      for (const { kind } of found) harms.set(kind, (harms.get(kind) ?? 0) + 1);
      shown += 1;
      if (shown > shownFailures) continue;
      say(`seed ${seed}: ${found.map(({ kind, text }) => `${kind}: ${text}`).join('; ')}`);
    }
  }

  return {
    take(job: SeedJob, done: SeedJobDone | null): void {
      const step = (count: number) => Math.floor((count * progressSteps) / wanted);
      const count = job.to - job.from;
      if (done === null) {
        harms.set('stuck', (harms.get('stuck') ?? 0) + 1);
        say(`${job.target}: no end, or the whole thread went down`);
      } else {
        accepted += done.accepted;
        for (const [fault, times] of done.faults) add(faults, fault, times);
        tellFailures(done);
      }
      if (step(seeds + count) > step(seeds)) say(`${seeds + count} of ${wanted} seeds`);
      seeds += count;
    },
    finish(seconds: number): Summary {
      say(`\n${'fault that struck'.padEnd(42)} times`);
      const names = [...faults.keys()].toSorted();
      for (const name of names) say(`  ${name.padEnd(40)} ${String(faults.get(name)).padStart(5)}`);
      const counts = Object.fromEntries(harms) as Record<HarmKind, number>;
      return { seeds, accepted, ...counts, seconds: Math.round(seconds) };
    },
  };
}
