import { randomBytes } from 'node:crypto';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { verifyOnNode } from '../../machine/ed25519.ts';
import { verifyReceipt } from '../../sync/protocol/receipt.ts';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import { judgeAnswer } from '../../sync/uploader/judge.ts';
import { firstContactMs } from '../../sync/uploader/spread.ts';
import { step, type Effect, type Event, type State } from '../../sync/uploader/step.ts';
import { signedBody, type Answer, type SignedBody } from './post.ts';
import type { Backlog } from './prepare.ts';

export type ClientParts = {
  readonly backlog: Backlog;
  /** Sends to a hub. Null: no answer came. */
  readonly post: (signed: SignedBody) => Promise<Answer | null>;
  readonly clock: Clock;
  readonly receiptKeys: readonly NamedKey[];
  /** As the hub last told this kiosk. */
  readonly spreadSeconds: number;
  /** Evenly in [0, 1). */
  readonly fraction: () => number;
};

/** How a kiosk fared. Times are monotonic milliseconds. */
export type Drained = {
  readonly doneMs: number;
  readonly requests: number;
  readonly turnedAway: number;
  /** As the hub told it last. */
  readonly spreadSeconds: number;
};

/**
 * Drains a kiosk's backlog by the product's own uploader machine: first contact at its own place in the spread,
 * Retry-After as authority, one request in flight, and nothing counts as delivered before a receipt for it has been
 * verified. Only its disk is missing: the bodies were made before.
 */
export function drainKiosk(parts: ClientParts): Promise<Drained> {
  const { backlog, clock } = parts;
  const { kioskId, epoch } = backlog;
  const ownPlaceMs = firstContactMs({ kioskId, epoch, mode: 'site' }, parts.spreadSeconds);
  let state: State = { at: 'stopped' };
  let [next, requests, turnedAway] = [0, 0, 0];
  let { spreadSeconds } = parts;
  let cancel = (): void => {};

  return new Promise((settle) => {
    function take(event: Event): void {
      const moved = step(state, event, ownPlaceMs);
      state = moved.state;
      for (const effect of moved.effects) perform(effect);
    }

    function perform(effect: Effect): void {
      switch (effect.do) {
        case 'read': {
          const found = next < backlog.uploads.length;
          if (found) return take({ type: 'ROWS_READ', found, dueInMs: 0 });
          take({ type: 'STOPPED' });
          return settle({ doneMs: clock.monotonicMs(), requests, turnedAway, spreadSeconds });
        }
        case 'send':
          return void send().then(take);
        case 'wait': {
          const delayMs = effect.fromMs + parts.fraction() * (effect.toMs - effect.fromMs);
          cancel();
          cancel = clock.after(delayMs, () => take({ type: 'TIMED_OUT' }));
          return;
        }
        case 'stopWaiting':
          return cancel();
        default:
          return unreachable(effect);
      }
    }

    async function send(): Promise<Event> {
      const upload = backlog.uploads[next];
      if (upload === undefined) throw new Error('nothing to send');
      requests += 1;
      const nonce = randomBytes(32).toString('base64url');
      const body = Buffer.from(upload.body.buffer, upload.body.byteOffset, upload.body.byteLength);
      body.write(nonce, upload.nonceAt);
      const answer = await parts.post(signedBody(body, backlog.signer));
      const judged = judgeAnswer(
        answer === null ? { ok: false, error: { code: 'unreachable' } } : { ok: true, value: answer },
        upload.sequences,
      );
      if (!judged.ok) {
        const isBusy = judged.error.trouble === 'hub-busy';
        if (isBusy) turnedAway += 1;
        return { type: 'FAILED', isBusy, retryAfterMs: judged.error.retryAfterMs };
      }
      const asked = { kioskId, epoch, nonce, receiptKeys: parts.receiptKeys, hashAt: backlog.hashAt };
      const receipt = await verifyReceipt(judged.value.receipt, asked, verifyOnNode);
      const lastSent = upload.sequences.at(-1) ?? 0;
      if (!receipt.ok || receipt.value.upToSequence < lastSent)
        return { type: 'FAILED', isBusy: false, retryAfterMs: null };
      next += 1;
      ({ spreadSeconds } = judged.value.pace);
      return { type: 'ANSWERED' };
    }

    take({ type: 'STARTED' });
  });
}
