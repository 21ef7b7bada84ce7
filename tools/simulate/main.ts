import { availableParallelism } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { realClock } from '../../machine/real-clock.ts';
import { workOff } from '../fuzz/crew.ts';
import { argumentsOf, help, type Arguments } from './arguments.ts';
import { harmKinds } from './check/witness.ts';
import { bugsOf, jobsFor, type SeedJob, type SeedJobDone } from './jobs.ts';
import { createReport } from './report.ts';
import { runSeed } from './run-seed.ts';
import { hireWorker, serveJobs } from './worker-hand.ts';

/** More threads than this are no faster to a person, and take the machine from others. */
const mostHands = 8;
/** Ten seeds take about a second. */
const jobDeadlineMs = 300_000;

if (isMainThread) await main(argumentsOf(process.argv.slice(2)));
else serveJobs();

async function main(asked: Arguments): Promise<void> {
  switch (asked.kind) {
    case 'one':
      return showOne(asked);
    case 'many':
      return runMany(asked);
    case 'unusable':
      process.exitCode = 2;
      return console.log(help);
    case 'help':
      return console.log(help);
  }
}

async function runMany({ from, seeds, bug }: Extract<Arguments, { kind: 'many' }>): Promise<void> {
  const clock = realClock();
  const startedMs = clock.monotonicMs();
  const jobs = jobsFor(from, seeds, bug);
  const report = createReport(jobs, (line) => console.log(line));
  await workOff<SeedJob, SeedJobDone>(jobs, {
    hire: () => hireWorker(new URL(import.meta.url)),
    hands: Math.min(availableParallelism(), mostHands, jobs.length),
    deadlineMs: jobDeadlineMs,
    after: clock.after,
    onJob: report.take,
  });
  const summary = report.finish((clock.monotonicMs() - startedMs) / 1_000);
  console.log(JSON.stringify(summary));
  if (harmKinds.some((kind) => summary[kind] > 0)) process.exitCode = 1;
}

/** A seed as a story. */
async function showOne({ seed, bug }: Extract<Arguments, { kind: 'one' }>): Promise<void> {
  const { trace, harms, digest, accepted } = await runSeed(seed, bugsOf(bug));
  const again = await runSeed(seed, bugsOf(bug));
  console.log(trace.join('\n'));
  const isSame = again.digest === digest;
  console.log(JSON.stringify({ seed, accepted, harms: harms.length, digest, replaysExactly: isSame }));
  if (!isSame || harms.length > 0) process.exitCode = 1;
}
