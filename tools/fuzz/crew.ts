import type { Job, JobDone } from './jobs.ts';

/** One thread that does jobs one after the other. */
export type Hand<J = Job, D = JobDone> = {
  readonly give: (job: J) => void;
  readonly onDone: (listener: (done: D) => void) => void;
  readonly onBroken: (listener: (cause: string) => void) => void;
  /** Stops it at once, also in the middle of an endless loop. */
  readonly dismiss: () => Promise<unknown>;
};

export type CrewParts<J = Job, D = JobDone> = {
  readonly hire: () => Hand<J, D>;
  readonly hands: number;
  /** A job that takes longer has hung. */
  readonly deadlineMs: number;
  readonly after: (delayMs: number, action: () => void) => () => void;
  /** Null: the job hung, or took its whole thread down. */
  readonly onJob: (job: J, done: D | null) => void;
};

/** Has all jobs done. A target that hung once gets no further job: each would cost the whole deadline. */
export async function workOff<J extends { readonly target: string } = Job, D = JobDone>(
  jobs: readonly J[],
  parts: CrewParts<J, D>,
): Promise<void> {
  const waiting = [...jobs];
  const hung = new Set<string>();

  function nextJob(): J | undefined {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      if (!hung.has(job.target)) return job;
    }
    return undefined;
  }

  async function workPlace(): Promise<void> {
    let hand = parts.hire();
    for (let job = nextJob(); job !== undefined; job = nextJob()) {
      const done = await doneBy(hand, job, parts);
      parts.onJob(job, done);
      if (done !== null) continue;
      hung.add(job.target);
      await hand.dismiss();
      hand = parts.hire();
    }
    await hand.dismiss();
  }

  await Promise.all(Array.from({ length: parts.hands }, workPlace));
}

function doneBy<J, D>(
  hand: Hand<J, D>,
  job: J,
  { after, deadlineMs }: Pick<CrewParts<J, D>, 'after' | 'deadlineMs'>,
): Promise<D | null> {
  return new Promise((settle) => {
    const stopTimer = after(deadlineMs, () => settle(null));
    function end(done: D | null): void {
      stopTimer();
      settle(done);
    }
    hand.onDone(end);
    hand.onBroken(() => end(null));
    hand.give(job);
  });
}
