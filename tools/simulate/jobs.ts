import type { Harm } from './check/witness.ts';
import { noBugs, type Bugs } from './planted/bugs.ts';
import { plantedBugs, type BugName } from './planted/catalogue.ts';
import { runSeed } from './run-seed.ts';

/** A piece of work for one thread: seeds `from` up to but not including `to`. */
export type SeedJob = {
  /** For the report of a job that never ends. */
  readonly target: string;
  readonly from: number;
  readonly to: number;
  readonly bug: BugName | null;
};

export type SeedJobDone = {
  readonly accepted: number;
  readonly faults: readonly (readonly [fault: string, count: number])[];
  readonly failures: readonly { readonly seed: number; readonly harms: readonly Harm[] }[];
};

/** Small enough that progress shows and no thread stands idle at the end. */
const seedsInJob = 10;

export function jobsFor(firstSeed: number, count: number, bug: BugName | null): readonly SeedJob[] {
  const end = firstSeed + count;
  return Array.from({ length: Math.ceil(count / seedsInJob) }, (_, at) => {
    const from = firstSeed + at * seedsInJob;
    const to = Math.min(end, from + seedsInJob);
    return { target: `seeds ${from} to ${to - 1}`, from, to, bug };
  });
}

export function bugsOf(bug: BugName | null): Bugs {
  return bug === null ? noBugs : plantedBugs[bug];
}

export async function doJob({ from, to, bug }: SeedJob): Promise<SeedJobDone> {
  let accepted = 0;
  const faults = new Map<string, number>();
  const failures: { readonly seed: number; readonly harms: readonly Harm[] }[] = [];
  for (let seed = from; seed < to; seed += 1) {
    const result = await runSeed(seed, bugsOf(bug));
    accepted += result.accepted;
    for (const [fault, count] of result.faults) faults.set(fault, (faults.get(fault) ?? 0) + count);
    if (result.harms.length > 0) failures.push({ seed, harms: result.harms });
  }
  return { accepted, faults: [...faults], failures };
}
