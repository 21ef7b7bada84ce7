import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../core/lib/clock.ts';
import type { HubKeys } from '../keys/hub-keys.ts';

/**
 * Keeps another site's page from pressing our buttons in the browser of somebody who may: a form must come from our own
 * origin and carry what only our own page knows.
 */
export type FormGuard = {
  /** Goes into the form, as field `token`. */
  readonly token: (action: string) => string;
  /** Null: it is one of our forms, and not an old one. */
  readonly refuses: (
    request: FastifyRequest,
    action: string,
    token: string,
  ) => 'foreign-page' | 'stale-form' | null;
};

/** A form is good for one to two of these. */
const periodMs = 6 * 3_600_000;

/** @param keys those of the hub, so that a form shown by one process may be sent to another with the same keys */
export function formGuard(keys: Pick<HubKeys, 'receipt'>, clock: Pick<Clock, 'nowMs'>): FormGuard {
  // An Ed25519 signature is the same every time, and nobody else can make it.
  const secret = createHash('sha256')
    .update(keys.receipt.sign(Buffer.from('care-kiosk staff form 1\n')))
    .digest();

  function tokenOf(action: string, period: number): string {
    return createHmac('sha256', secret).update(`${action}\n${period}`).digest('base64url');
  }

  const period = () => Math.floor(clock.nowMs() / periodMs);
  return {
    token: (action) => tokenOf(action, period()),
    refuses(request, action, token) {
      if (!isFromOurPage(request)) return 'foreign-page';
      const isOurs = [period(), period() - 1].some((when) => isSame(token, tokenOf(action, when)));
      return isOurs ? null : 'stale-form';
    },
  };
}

/** Every browser says where a form comes from, in one of two ways. */
function isFromOurPage({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

/** By digests of equal length: what came in may be anything. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
