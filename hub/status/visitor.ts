import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

const loopbackAddresses: readonly string[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a request is staff's. Where the hub has a staff token, that is the password of HTTP Basic (any user name),
 * which every browser can ask for, and being at the hub's own machine counts for nothing: a proxy on it looks the same.
 * Where it has none, only this machine is let in: nothing that a proxy says it passed on, and nothing that was
 * addressed by another name (DNS rebinding).
 */
export function isStaff(request: FastifyRequest, staffToken: string | undefined): boolean {
  return staffToken === undefined ? isFromHere(request) : isPassword(request, staffToken);
}

/** Whether this visitor has proved to be staff, and may see a customer's name and number. Nobody may without a token. */
export function maySeePersons(request: FastifyRequest, staffToken: string | undefined): boolean {
  return staffToken !== undefined && isPassword(request, staffToken);
}

function isFromHere({ socket, hostname, headers }: FastifyRequest): boolean {
  return (
    loopbackAddresses.includes(socket.remoteAddress ?? '') &&
    loopbackNames.includes(hostname) &&
    !Object.keys(headers).some(isProxyHeader)
  );
}

function isProxyHeader(name: string): boolean {
  return ['forwarded', 'via', 'x-real-ip'].includes(name) || name.startsWith('x-forwarded-');
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
