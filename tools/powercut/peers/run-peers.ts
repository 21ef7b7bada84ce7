import path from 'node:path';
import { makeDisk } from '../disk.ts';
import { programsFolder } from '../work-folder.ts';
import { servePeerPage } from './peer-page.ts';
import type { PeerTrial } from './peer-plan.ts';
import { peerProgress, type PeerOutcome, type PeerResult } from './peer-report.ts';
import { tryPeer } from './peer-trial.ts';

/** Cuts the power under the queues of other makers, one after the other, each on a fresh disk. */
export async function runPeerTrials(
  trials: readonly PeerTrial[],
  folder: string,
  say: (line: string) => void,
): Promise<readonly PeerResult[]> {
  const page = await servePeerPage(path.join(programsFolder(folder), 'peers'));
  try {
    const results: PeerResult[] = [];
    for (const trial of trials) {
      const result = { trial, outcome: await outcomeOf(trial, page.url, folder) };
      results.push(result);
      say(peerProgress(result, trials.length));
    }
    return results;
  } finally {
    await page.close();
  }
}

async function outcomeOf(trial: PeerTrial, url: string, folder: string): Promise<PeerOutcome> {
  const disk = await makeDisk(folder, `disk-${trial.number}`);
  try {
    return { kind: 'valid', ...(await tryPeer(trial, url, folder, disk)) };
  } catch (cause) {
    return { kind: 'invalid', why: String(cause).split('\n', 1)[0] ?? '' };
  } finally {
    await disk.dispose();
  }
}
