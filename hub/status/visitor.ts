import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

const loopbackAddresses: readonly string[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a request may see the staff's pages: it comes from this very machine, or it carries the staff token as the
 * password of HTTP Basic (any user name), which every browser can ask for. Something that a proxy passed on, or that
 * was addressed by another name (DNS rebinding), does not count as coming from here.
 */
export function isStaff(request: FastifyRequest, staffToken: string | undefined): boolean {
  return isFromHere(request) || carriesToken(request, staffToken);
}

/** Whether the staff token came with a request; never where a hub has none. */
export function carriesToken(request: FastifyRequest, staffToken: string | undefined): boolean {
  return staffToken !== undefined && isPassword(request, staffToken);
}

function isFromHere({ socket, hostname, headers }: FastifyRequest): boolean {
  return (
    loopbackAddresses.includes(socket.remoteAddress ?? '') &&
    loopbackNames.includes(hostname) &&
    headers['x-forwarded-for'] === undefined &&
    headers.forwarded === undefined
  );
}

function isPassword({ headers }: FastifyRequest, staffToken: string): boolean {
  const [scheme, credentials = ''] = headers.authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'basic') return false;
  const password = Buffer.from(credentials, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
  return timingSafeEqual(digest(password), digest(staffToken));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
