import type { Output } from '../../../core/contract/calls.ts';
import type { Failure } from '../../../core/contract/host.ts';
import type { Result } from '../../../core/lib/result.ts';
import type { Upload } from '../../../sync/protocol/wire.ts';
import type { Life } from '../world/life.ts';
import type { Witness } from './witness.ts';

type Answer = Result<Output<'hub.upload'>, Pick<Failure<'hub.upload'>, 'code'>>;

/** A hub that asks for more has made a mistake; so says sync/uploader. */
const longestToldMs = 60 * 60_000;
/** Full jitter doubles up to five minutes: more requests than this in ten minutes of refusals is no back-off. */
const refusalWindowMs = 10 * 60_000;
const mostRefusedInWindow = 40;

/** What the uploaders of one kiosk may do on the line, whatever they are told there. */
export function lineRules(witness: Witness, nowMs: () => number) {
  /** Calls of pages that live. */
  const underWay = new Set<Life>();
  const patience = new Map<Life, number>();
  const refusals = new Map<Life, number[]>();
  const firstSent = new Map<string, number>();

  function checkOrder(upload: Upload): void {
    for (const { envelope } of upload.records) {
      const key = `${upload.epoch}/${envelope.header.orderGroup}`;
      const { sequence } = envelope.header;
      const known = firstSent.get(key) ?? 0;
      if (sequence > known) firstSent.set(key, sequence);
      else if (!sentBefore.has(`${upload.epoch}/${sequence}`))
        witness.harm('broken', `${sequence} is sent for the first time behind ${known} of its order group`);
      sentBefore.add(`${upload.epoch}/${sequence}`);
    }
  }
  const sentBefore = new Set<string>();

  return {
    /** What goes, as it leaves the machine. */
    onUpload: (body: string) => checkOrder(JSON.parse(body) as Upload),
    onRequest(page: Life): void {
      for (const other of underWay) if (other.isOver()) underWay.delete(other);
      if (underWay.size > 0) witness.harm('broken', 'two requests of one kiosk under way at once');
      underWay.add(page);
      const untilMs = patience.get(page) ?? 0;
      if (nowMs() < untilMs)
        witness.harm('broken', `a request ${untilMs - nowMs()} ms before Retry-After is over`);
      const refused = (refusals.get(page) ?? []).filter((atMs) => atMs > nowMs() - refusalWindowMs);
      refusals.set(page, refused);
      if (refused.length > mostRefusedInWindow)
        witness.harm('broken', `${refused.length} refused requests within ten minutes`);
    },
    /** The line has come back: whoever tries again at once is right. */
    onLink: () => refusals.clear(),
    onAnswer(page: Life, answer: Answer): void {
      underWay.delete(page);
      if (!answer.ok) return;
      const { status, retryAfterSeconds } = answer.value;
      if (status === 200) refusals.delete(page);
      else if (status >= 400 && status < 500 && status !== 429)
        refusals.set(page, [...(refusals.get(page) ?? []), nowMs()]);
      const isTold = (status === 429 || status === 503) && retryAfterSeconds !== null;
      if (isTold) patience.set(page, nowMs() + Math.min(longestToldMs, retryAfterSeconds * 1_000));
    },
  };
}
export type LineRules = ReturnType<typeof lineRules>;
