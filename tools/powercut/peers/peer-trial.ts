import path from 'node:path';
import { startGuestBrowser, type GuestBrowser } from '../../rig/guest-browser.ts';
import { cutWhileWriting } from '../cut-while-writing.ts';
import type { Disk } from '../disk.ts';
import { backendFlags } from '../kiosk-session.ts';
import type { PeerTrial } from './peer-plan.ts';

export type PeerFound = {
  /** Errands that the library had said to be kept, before the cut. */
  readonly acknowledged: number;
  /** Of these, how many its database has no more, at the least: one more than was told of may stand there. */
  readonly lost: number;
};

/** One power cut under a peer's queue. Throws when the rig itself stumbles. */
export async function tryPeer(trial: PeerTrial, url: string, folder: string, disk: Disk): Promise<PeerFound> {
  const acknowledged = await cutWhileKeeping(trial, url, folder, disk);
  await disk.remount();
  const browser = await browserOn(disk, folder, trial);
  try {
    await browser.page.goto(url);
    const kept = await browser.page.evaluate((line) => window.peerCut.kept(line), trial.line);
    return { acknowledged, lost: Math.max(0, acknowledged - kept) };
  } finally {
    await browser.kill();
  }
}

async function cutWhileKeeping(trial: PeerTrial, url: string, folder: string, disk: Disk): Promise<number> {
  const { page, kill } = await browserOn(disk, folder, trial);
  const heard: true[] = [];
  try {
    await page.exposeBinding('peerKept', () => void heard.push(true));
    await page.goto(url);
    const write = () => page.evaluate((line) => window.peerCut.keepForEver(line), trial.line);
    return (await cutWhileWriting(disk, trial.waitMs, write, () => heard)).length;
  } finally {
    await kill();
  }
}

function browserOn(
  disk: Disk,
  folder: string,
  { backend }: Pick<PeerTrial, 'backend'>,
): Promise<GuestBrowser> {
  return startGuestBrowser({
    profileFolder: path.join(disk.mountPoint, 'browser'),
    homeFolder: path.join(folder, 'home'),
    flags: [backendFlags[backend]],
  });
}
