import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { seededRandom } from '../../hardware/faults/seeded-random.ts';
import { realClock } from '../../machine/real-clock.ts';
import { help, parsePowerCutArguments, type PowerCutOptions } from './arguments.ts';
import { install } from './installation.ts';
import { planTrials } from './plan.ts';
import { resultTable } from './report.ts';
import { missingRequirements } from './requirements.ts';
import { runTrials } from './run-trials.ts';
import { openSender } from './sender.ts';
import type { TrialResult } from './trial.ts';
import { judgeRun, type Summary } from './verdict.ts';
import { clearFolder, clearFolderNow, clearLeftovers, makeWorkFolder } from './work-folder.ts';

const outFolder = path.resolve('out/powercut');

const options = parsePowerCutArguments(process.argv.slice(2));
if (!options.ok) {
  console.error(`${options.error}\n\n${help}`);
  process.exitCode = 2;
} else if (options.value === null) console.log(help);
else await main(options.value);

async function main(asked: PowerCutOptions): Promise<void> {
  const missing = missingRequirements();
  if (missing.length > 0) return tellNotRun(missing);
  for (const folder of await clearLeftovers()) console.log(`cleared what a killed run had left: ${folder}`);
  const results = await run(asked);
  console.log(`\n${resultTable(results)}\n`);
  const { summary, failures } = judgeRun(results);
  for (const failure of failures) console.log(`NOT PASSED: ${failure}`);
  // For `npm run bench -- outbox`, which stands beside its figures what a power cut took.
  await writeFile(path.join(outFolder, 'result.json'), `${JSON.stringify(summary)}\n`);
  console.log(JSON.stringify(summary));
  process.exitCode = failures.length === 0 ? 0 : 1;
}

async function run({ trialsPerCell, seed, keepsImages }: PowerCutOptions): Promise<readonly TrialResult[]> {
  const folder = makeWorkFolder();
  leaveNothingOnSignal(folder);
  const clock = realClock();
  try {
    console.log('making a hub and enrolling kiosks …');
    const installation = await install(folder, clock);
    const sender = await openSender(installation.senderFolder, installation.hubUrl, clock);
    try {
      const rig = { folder, installation, sender, clock };
      const trials = planTrials(trialsPerCell, seededRandom(seed));
      console.log(`${trials.length} power cuts, seed ${seed}`);
      return await runTrials(trials, { rig, outFolder, keepsImages, say: console.log });
    } finally {
      await sender.stop();
    }
  } finally {
    await clearFolder(folder);
  }
}

/** Ctrl-C in mid-trial leaves no mount, no image and no process. */
function leaveNothingOnSignal(folder: string): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      clearFolderNow(folder);
      process.exit(130);
    });
}

/** Loud, and never a pass: nothing was cut, so nothing is known. */
function tellNotRun(missing: readonly string[]): void {
  console.log(`\n*** NOT RUN: the power-cut rig needs ${missing.join(', ')}. Nothing was tested. ***\n`);
  const nothing: Record<keyof Summary, 0 | null> = {
    trials: 0,
    strictLost: null,
    relaxedLost: null,
    hubLost: null,
    journalLost: null,
    unionLost: null,
    invalid: null,
  };
  console.log(JSON.stringify(nothing));
}
