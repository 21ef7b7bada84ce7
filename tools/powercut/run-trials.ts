import { execFile } from 'node:child_process';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Disk } from './disk.ts';
import { tryHub } from './hub-trial.ts';
import { tryKiosk } from './kiosk-trial.ts';
import { onFreshDisk } from './on-fresh-disk.ts';
import { progressLine } from './report.ts';
import type { Rig } from './rig.ts';
import type { Found, Outcome, Trial, TrialResult } from './trial.ts';

const run = promisify(execFile);

export type RunParts = {
  readonly rig: Rig;
  /** Takes `trials.jsonl`, and the images where they are kept. */
  readonly outFolder: string;
  readonly keepsImages: boolean;
  readonly say: (line: string) => void;
};

/** Runs the trials one after the other, each on a fresh disk, and tells of each as it ends. */
export async function runTrials(trials: readonly Trial[], parts: RunParts): Promise<readonly TrialResult[]> {
  const file = path.join(parts.outFolder, 'trials.jsonl');
  await mkdir(parts.outFolder, { recursive: true });
  await rm(file, { force: true });
  const results: TrialResult[] = [];
  for (const trial of trials) {
    const result = { trial, outcome: await outcomeOf(trial, parts) };
    results.push(result);
    await appendFile(file, `${JSON.stringify({ ...trial, ...result.outcome })}\n`);
    parts.say(progressLine(result, trials.length));
  }
  return results;
}

function outcomeOf(trial: Trial, { rig, keepsImages, outFolder }: RunParts): Promise<Outcome> {
  const keep = (disk: Disk) => keepImage(trial, disk, outFolder);
  return onFreshDisk(
    rig.folder,
    trial.number,
    (disk) => foundBy(trial, rig, disk),
    keepsImages ? keep : undefined,
  );
}

function foundBy(trial: Trial, rig: Rig, disk: Disk): Promise<Found> {
  return trial.cell === 'hub' ? tryHub(rig, trial, disk) : tryKiosk(rig, trial, disk);
}

/** As the verification has left it. */
async function keepImage({ number, cell, backend }: Trial, disk: Disk, folder: string): Promise<void> {
  await disk.sync();
  const name = `trial-${String(number).padStart(3, '0')}-${cell}-${backend}.img`;
  await run('cp', ['--sparse=always', disk.imageFile, path.join(folder, name)]);
}
