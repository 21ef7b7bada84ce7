import type { Job, JobDone } from './jobs.ts';

/** One thread that does jobs one after the other. */
export type Hand = {
  readonly give: (job: Job) => void;
  readonly onDone: (listener: (done: JobDone) => void) => void;
  readonly onBroken: (listener: (cause: string) => void) => void;
  /** Stops it at once, also in the middle of an endless loop. */
  readonly dismiss: () => Promise<unknown>;
};

export type CrewParts = {
  readonly hire: () => Hand;
  readonly hands: number;
  /** A job that takes longer has hung. */
  readonly deadlineMs: number;
  readonly after: (delayMs: number, action: () => void) => () => void;
  /** Null: the codec hung, or took its whole thread down. */
  readonly onJob: (job: Job, done: JobDone | null) => void;
};

/** Has all jobs done. A codec that hung once gets no further job: each would cost the whole deadline. */
export async function workOff(jobs: readonly Job[], parts: CrewParts): Promise<void> {
  const waiting = [...jobs];
  const hung = new Set<string>();

  function nextJob(): Job | undefined {
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

function doneBy(hand: Hand, job: Job, { after, deadlineMs }: CrewParts): Promise<JobDone | null> {
  return new Promise((settle) => {
    const stopTimer = after(deadlineMs, () => settle(null));
    function end(done: JobDone | null): void {
      stopTimer();
      settle(done);
    }
    hand.onDone(end);
    hand.onBroken(() => end(null));
    hand.give(job);
  });
}
