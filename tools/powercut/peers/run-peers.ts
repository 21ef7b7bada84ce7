import path from 'node:path';
import type { Disk } from '../disk.ts';
import { onFreshDisk } from '../on-fresh-disk.ts';
import { programsFolder } from '../work-folder.ts';
import { servePeerPage } from './peer-page.ts';
import type { PeerTrial } from './peer-plan.ts';
import { peerProgress, type PeerResult } from './peer-report.ts';
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
      const attempt = (disk: Disk) => tryPeer(trial, page.url, folder, disk);
      const result = { trial, outcome: await onFreshDisk(folder, trial.number, attempt) };
      results.push(result);
      say(peerProgress(result, trials.length));
    }
    return results;
  } finally {
    await page.close();
  }
}
