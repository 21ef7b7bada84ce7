import { createHash } from 'node:crypto';
import type { Clock } from '../core/lib/clock.ts';
import { err, type Result } from '../core/lib/result.ts';
import { signUpload, uploadPath, type UploadSigner } from '../sync/protocol/upload-signature.ts';
import { fetchFromHub, type HubAnswer, type HubTrouble } from './hub-fetch.ts';

/** How often the line is tried while nothing is uploaded. Short while it is down: the cable may just be back. */
export const probeDelays = { whileDownMs: 3_000, whileUpMs: 5_000 } as const;

const deadlines = { probeMs: 2_500, uploadMs: 25_000 } as const;

/** `signer` signs every upload, to the byte; null while this kiosk is not enrolled, and then nothing is uploaded. */
export type Hub = { readonly url: string; readonly signer: UploadSigner | null };

export type HubLine = {
  readonly upload: (body: string) => Promise<Result<HubAnswer, HubTrouble>>;
  readonly isOnline: () => boolean;
  /** The demo's network cable. Out: nothing reaches the hub and nothing comes back. */
  readonly plug: (isIn: boolean) => void;
  readonly isPlugged: () => boolean;
  readonly stop: () => void;
};

/**
 * The line to the hub. `onLink` hears every change between online and offline. Online means that the hub answered,
 * whatever it said: a hub that answers 500 is reachable and paces its kiosks itself.
 *
 * @param hub null while the kiosk does not know a hub; then the line is always down
 */
export function openHubLine(clock: Clock, hub: Hub | null, onLink: (online: boolean) => void): HubLine {
  let plugged = true;
  let online = false;
  let stopped = false;
  let cancelProbe = () => {};

  function note(nowOnline: boolean): void {
    if (stopped || nowOnline === online) return;
    online = nowOnline;
    onLink(online);
  }

  async function ask(
    path: string,
    request: Parameters<typeof fetchFromHub>[2],
  ): Promise<Result<HubAnswer, HubTrouble>> {
    if (hub === null || !plugged) {
      note(false);
      return err('unreachable');
    }
    const answer = await fetchFromHub(clock, new URL(path, hub.url).href, request);
    // The cable came out meanwhile: whatever came back, came back over a line that is gone.
    if (!plugged) return err('unreachable');
    note(answer.ok);
    return answer;
  }

  async function probe(): Promise<void> {
    cancelProbe();
    await ask('/v1/health', { method: 'GET', deadlineMs: deadlines.probeMs });
    if (stopped) return;
    cancelProbe();
    cancelProbe = clock.after(online ? probeDelays.whileUpMs : probeDelays.whileDownMs, () => void probe());
  }
  void probe();

  async function upload(body: string): Promise<Result<HubAnswer, HubTrouble>> {
    const signer = hub?.signer ?? null;
    if (signer === null) return err('unreachable');
    const headers = signUpload(createHash('sha256').update(body).digest(), signer);
    return ask(uploadPath, { method: 'POST', body, headers, deadlineMs: deadlines.uploadMs });
  }

  return {
    upload,
    isOnline: () => online,
    plug(isIn) {
      plugged = isIn;
      void probe();
    },
    isPlugged: () => plugged,
    stop() {
      stopped = true;
      cancelProbe();
    },
  };
}
