import { isMainThread } from 'node:worker_threads';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { realClock } from '../../machine/real-clock.ts';
import { workOff } from './crew.ts';
import { jobsFor } from './jobs.ts';
import { plantedTargets, plantedWrongs } from './planted.ts';
import { createReport } from './report.ts';
import { fuzzTargets } from './targets.ts';
import { hireWorker, serveJobs } from './worker-hand.ts';

const help = `usage: npm run fuzz -- [flags]

Feeds random, mutated, glued and truncated bytes to every codec of every device, both ends of the line, and a good frame
behind them. No codec may throw, hang, keep more than it should, or miss the good frame. The same seed does the same.
The last line is one JSON object; the exit code is 1 when anything went wrong.

  --frames N    default 1000000, shared out to all codecs
  --seed N      default 1
  --only TEXT   only codecs whose name holds this
  --deadline N  seconds after which a batch has hung; default 20, where one takes some tenths of a second
  --plant WRONG one of ${plantedWrongs.join(', ')}: also tries a codec that is wrong on purpose; the run must fail
  --help`;

/** More threads than this are no faster to a person, and take the machine from others. */
const mostHands = 4;

if (isMainThread) await main();
else serveJobs([...fuzzTargets, ...plantedTargets]);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      frames: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      deadline: { type: 'string', default: '20' },
      plant: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [frames, seed] = [Number(values.frames), Number(values.seed)];
  const planted = plantedTargets.filter(({ name }) => name === `planted · ${values.plant}`);
  const targets = [...fuzzTargets.filter(({ name }) => name.includes(values.only)), ...planted];
  const isUsable =
    frames > 0 &&
    Number.isInteger(frames) &&
    Number.isInteger(seed) &&
    Number(values.deadline) > 0 &&
    targets.length > 0;
  if (values.help === true || !isUsable || (values.plant !== undefined && planted.length === 0)) {
    console.log(help);
    if (values.help !== true) process.exitCode = 2;
    return;
  }
  const jobs = jobsFor(targets, frames, seed);
  const report = createReport(targets, jobs, (line) => console.log(line));
  await workOff(jobs, {
    hire: () => hireWorker(new URL(import.meta.url)),
    hands: Math.min(availableParallelism(), mostHands),
    deadlineMs: Number(values.deadline) * 1_000,
    after: realClock().after,
    onJob: report.take,
  });
  const summary = report.finish();
  console.log(JSON.stringify(summary));
  if (summary.crashes + summary.hangs + summary.missed > 0) process.exitCode = 1;
}
