import { seededRandom } from '../../hardware/faults/seeded-random.ts';
import { fuzzBatch } from './batch.ts';
import type { Tally } from './batch.ts';
import { heldAfterFlood, usualHeldKb } from './flood.ts';
import type { FuzzTarget } from './target.ts';

/** A piece of work for one worker; `frames` 0 asks for the flood. */
export type Job = { readonly target: string; readonly seed: number; readonly frames: number };

export type JobDone = Tally & { readonly heldKb: number };

/** Small enough that a hung codec is noticed soon, large enough that handing jobs out costs nothing. */
const batchFrames = 2_000;

/** The same jobs for the same figures: a flood for each codec first, then its share of the frames. */
export function jobsFor(targets: readonly FuzzTarget[], frames: number, seed: number): readonly Job[] {
  const share = Math.ceil(frames / targets.length);
  const batches = Math.ceil(share / batchFrames);
  const jobs = targets.flatMap(({ name }) => [
    { target: name, frames: 0 },
    ...Array.from({ length: batches }, (_, batch) => ({
      target: name,
      frames: Math.min(batchFrames, share - batch * batchFrames),
    })),
  ]);
  // No two jobs of a run draw the same numbers, nor do those of the next seed.
  return jobs.map((job, at) => ({ ...job, seed: seed * 1_000_003 + at }));
}

export function doJob(target: FuzzTarget, job: Job, collectGarbage: () => void): JobDone {
  const random = seededRandom(job.seed);
  if (job.frames > 0) return { ...fuzzBatch(target, random, job.frames), heldKb: 0 };
  try {
    const heldKb = heldAfterFlood(target, random, collectGarbage);
    const isTooMuch = heldKb > (target.mostHeldKb ?? usualHeldKb);
    const trouble = isTooMuch ? `holds ${heldKb} KB after a flood` : null;
    return { frames: 0, crashes: isTooMuch ? 1 : 0, missed: 0, trouble, heldKb };
  } catch (cause) {
    const trouble = `in a flood: ${cause instanceof Error ? cause.message : String(cause)}`;
    return { frames: 0, crashes: 1, missed: 0, trouble, heldKb: 0 };
  }
}
