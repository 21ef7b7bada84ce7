import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../core/lib/clock.ts';

/** 256 random bits. */
function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** In constant time; digests are of equal length, so it never throws. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const cookieName = 'care-kiosk';
const cookiePattern = new RegExp(`(?:^|; )${cookieName}=([\\w-]+)`);
const nonceLifeMs = 30_000;

export type Gate = ReturnType<typeof createGate>;

/**
 * Who may talk to this webhost; decisions only, no I/O.
 *
 * - `Host` must name us on every request: a foreign name that resolves to 127.0.0.1 (DNS rebinding) is not us.
 * - A launch code is good once. It stands on the browser's command line, which every local user can read, so it is
 *   spent by the time anyone could.
 * - The session cookie is handed out for a launch code and never shown to script. A new session ends the old one.
 * - A page nonce is good once and opens one socket. Cookies of 127.0.0.1 are shared by all ports; a nonce is not.
 */
export function createGate(clock: Clock, port: number) {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  let code: { readonly text: string; readonly untilMs: number } | null = null;
  let session: string | null = null;
  let nonce: { readonly text: string; readonly untilMs: number } | null = null;

  function isHostOurs(headers: IncomingHttpHeaders): boolean {
    return headers.host === host;
  }

  function isSession(headers: IncomingHttpHeaders): boolean {
    const shown = cookiePattern.exec(headers.cookie ?? '')?.[1];
    return session !== null && shown !== undefined && same(shown, session);
  }

  return {
    origin,
    isHostOurs,
    isSession,

    /** A page of ours, and only it, may ask for a nonce or a socket: browsers let any site open one to us. */
    isOwnPage(headers: IncomingHttpHeaders): boolean {
      return isHostOurs(headers) && headers.origin === origin && isSession(headers);
    },

    /** The address that opens a session. Issuing a new one ends the old. `lifeMs` may be Infinity. */
    issueLaunchUrl(lifeMs: number): string {
      code = { text: secret(), untilMs: clock.monotonicMs() + lifeMs };
      return `${origin}/launch?c=${code.text}`;
    },

    /** Spends the launch code, also when it is late. Answers the `Set-Cookie` value of the new session, or null. */
    redeem(text: string): string | null {
      if (code === null || !same(text, code.text)) return null;
      const isInTime = clock.monotonicMs() <= code.untilMs;
      code = null;
      if (!isInTime) return null;
      session = secret();
      nonce = null;
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },

    issueNonce(): string {
      nonce = { text: secret(), untilMs: clock.monotonicMs() + nonceLifeMs };
      return nonce.text;
    },

    spendNonce(text: string): boolean {
      if (nonce === null || !same(text, nonce.text)) return false;
      const isInTime = clock.monotonicMs() <= nonce.untilMs;
      nonce = null;
      return isInTime;
    },
  };
}
