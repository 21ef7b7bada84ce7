import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { seededRandom } from '../../hardware/faults/seeded-random.ts';
import { realClock } from '../../machine/real-clock.ts';
import { help, parsePowerCutArguments, type PowerCutOptions } from './arguments.ts';
import { install } from './installation.ts';
import { planPeerTrials } from './peers/peer-plan.ts';
import { peerSummary, peerTable, weaknessesOf, type PeerSummary } from './peers/peer-report.ts';
import { runPeerTrials } from './peers/run-peers.ts';
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
  const folder = makeWorkFolder();
  leaveNothingOnSignal(folder);
  try {
    await (asked.cuts === 'peers' ? cutPeers(asked, folder) : cutOwn(asked, folder));
  } finally {
    await clearFolder(folder);
  }
}

async function cutOwn(asked: PowerCutOptions, folder: string): Promise<void> {
  const results = await run(asked, folder);
  const { summary, failures } = judgeRun(results);
  await conclude({ table: resultTable(results), failures, file: 'result.json', summary });
}

async function cutPeers({ trialsPerCell, seed }: PowerCutOptions, folder: string): Promise<void> {
  const trials = planPeerTrials(trialsPerCell, seededRandom(seed));
  console.log(`${trials.length} power cuts under peers, seed ${seed}`);
  const summary = peerSummary(await runPeerTrials(trials, folder, console.log));
  const failures = weaknessesOf(summary);
  await conclude({ table: peerTable(summary), failures, file: 'peers.json', summary });
}

type Conclusion = {
  readonly table: string;
  readonly failures: readonly string[];
  /** For `npm run bench -- outbox`, which stands beside its figures what a power cut took. */
  readonly file: string;
  readonly summary: Summary | PeerSummary;
};

async function conclude({ table, failures, file, summary }: Conclusion): Promise<void> {
  console.log(`\n${table}\n`);
  for (const failure of failures) console.log(`NOT PASSED: ${failure}`);
  await mkdir(outFolder, { recursive: true });
  await writeFile(path.join(outFolder, file), `${JSON.stringify(summary)}\n`);
  console.log(JSON.stringify(summary));
  process.exitCode = failures.length === 0 ? 0 : 1;
}

async function run(
  { trialsPerCell, seed, keepsImages }: PowerCutOptions,
  folder: string,
): Promise<readonly TrialResult[]> {
  const clock = realClock();
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
