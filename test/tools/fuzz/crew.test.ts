import { expect, test } from 'vitest';
import { workOff } from '../../../tools/fuzz/crew.ts';
import type { Hand } from '../../../tools/fuzz/crew.ts';
import { jobsFor } from '../../../tools/fuzz/jobs.ts';
import type { Job, JobDone } from '../../../tools/fuzz/jobs.ts';
import { plantedTargets } from '../../../tools/fuzz/planted.ts';
import { createReport } from '../../../tools/fuzz/report.ts';
import { manualClock } from '../../support/manual-clock.ts';

const fine: JobDone = { frames: 10, crashes: 0, missed: 0, trouble: null, heldKb: 3 };
const job = (target: string, seed = 1): Job => ({ target, seed, frames: 10 });

/** Hands that do a job at once, never, or break at it, by the name of its target. */
function bench() {
  const clock = manualClock();
  const outcomes: [string, JobDone | null][] = [];
  const hands: { isDismissed: boolean }[] = [];
  function hire(): Hand {
    const hand = { isDismissed: false };
    hands.push(hand);
    let onDone = (_done: JobDone) => {};
    let onBroken = (_cause: string) => {};
    return {
      onDone: (listener) => void (onDone = listener),
      onBroken: (listener) => void (onBroken = listener),
      give({ target }) {
        if (target === 'breaks') onBroken('gone');
        else if (target !== 'hangs') onDone(fine);
      },
      async dismiss() {
        hand.isDismissed = true;
      },
    };
  }
  const parts = {
    hire,
    hands: 1,
    deadlineMs: 1_000,
    after: clock.after,
    onJob: ({ target }: Job, done: JobDone | null) => void outcomes.push([target, done]),
  };
  return { clock, outcomes, hands, parts };
}

test('all jobs are done, and the hand is dismissed at the end', async () => {
  const { outcomes, hands, parts } = bench();
  await workOff([job('a'), job('b'), job('a')], parts);
  expect(outcomes).toEqual([
    ['a', fine],
    ['b', fine],
    ['a', fine],
  ]);
  expect(hands).toEqual([{ isDismissed: true }]);
});

test('a job that hangs is given up at its deadline, its hand replaced, and its codec not tried again', async () => {
  const { clock, outcomes, hands, parts } = bench();
  const worked = workOff([job('hangs'), job('hangs', 2), job('a')], parts);
  await clock.advance(999);
  expect(outcomes).toEqual([]);
  await clock.advance(1);
  await worked;
  expect(outcomes).toEqual([
    ['hangs', null],
    ['a', fine],
  ]);
  expect(hands).toEqual([{ isDismissed: true }, { isDismissed: true }]);
});

test('a job that takes its thread down counts as hung', async () => {
  const { outcomes, parts } = bench();
  await workOff([job('breaks'), job('a')], parts);
  expect(outcomes).toEqual([
    ['breaks', null],
    ['a', fine],
  ]);
});

test('jobs share the frames out, flood each codec once, and never draw the same numbers', () => {
  const jobs = jobsFor(plantedTargets, 20_000, 7);
  expect(jobs.reduce((sum, { frames }) => sum + frames, 0)).toBe(20_000);
  for (const { name } of plantedTargets) {
    const own = jobs.filter(({ target }) => target === name);
    expect(own.filter(({ frames }) => frames === 0)).toHaveLength(1);
    expect(own.reduce((sum, { frames }) => sum + frames, 0)).toBe(20_000 / plantedTargets.length);
  }
  expect(new Set(jobs.map(({ seed }) => seed)).size).toBe(jobs.length);
});

test('the report adds up, tells progress, and says what went wrong with the seed that repeats it', () => {
  const said: string[] = [];
  const jobs = [job('planted · miss', 5), job('planted · hang', 6)];
  const report = createReport(plantedTargets, jobs, (line) => said.push(line));
  report.take(jobs[0]!, { ...fine, missed: 2, crashes: 1, trouble: 'missed: 7e' });
  report.take(jobs[1]!, null);
  expect(report.finish()).toEqual({ frames: 10, crashes: 1, hangs: 1, missed: 2 });
  expect(said).toContain('planted · miss, seed 5: missed: 7e');
  expect(said).toContain('planted · hang, seed 6: hung');
  expect(said).toContain('10 of 20 frames');
  expect(said.at(-plantedTargets.length)).toMatch(/planted · miss +10 +1 +0 +2 +3$/);
});
