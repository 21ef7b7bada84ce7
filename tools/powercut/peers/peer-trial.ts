import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startGuestBrowser, type GuestBrowser } from '../../rig/guest-browser.ts';
import type { Disk } from '../disk.ts';
import { backendFlags } from '../kiosk-session.ts';
import { until } from '../until.ts';
import type { PeerTrial } from './peer-plan.ts';

export type PeerFound = {
  /** Errands that the library had said to be kept, before the cut. */
  readonly acknowledged: number;
  /** Of these, how many its database has no more, at the least: one more than was told of may stand there. */
  readonly lost: number;
};

const firstErrandWithinMs = 20_000;

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

async function cutWhileKeeping(
  { line, waitMs, ...trial }: PeerTrial,
  url: string,
  folder: string,
  disk: Disk,
): Promise<number> {
  const { page, kill } = await browserOn(disk, folder, trial);
  let heard = 0;
  let trouble: string | null = null;
  try {
    await page.exposeBinding('peerKept', () => void (heard += 1));
    await page.goto(url);
    page
      .evaluate((which) => window.peerCut.keepForEver(which), line)
      .catch((cause: unknown) => (trouble = String(cause)));
    await until(() => heard > 0 || trouble !== null, firstErrandWithinMs, 'no errand was kept');
    await pause(waitMs);
    if (trouble !== null) throw new Error(`no more errands: ${String(trouble)}`);
    disk.cut();
    // In the same turn: what is heard from now on may never have reached the disk.
    return heard;
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
