import type { FastifyError, FastifyReply } from 'fastify';
import pg from 'pg';

/** Every answer that is not a success says one of these in `{ "error": … }`. */
export type Fault =
  | 'not-json' // the body is not JSON at all: HTML, half a body, nothing
  | 'bad-upload' // JSON of another shape; `at` names the places, never the values
  | 'bad-enrolment'
  | 'bad-introduction'
  | 'unknown-branch' // not trusted here, or not signed by it
  | 'too-large'
  | 'not-signed' // this kiosk's device, or its branch hub, did not sign these very bytes
  | 'unknown-kiosk' // not enrolled here, or not in this epoch
  | 'code-unknown'
  | 'code-expired'
  | 'code-used'
  | 'too-many-attempts'
  | 'staff-only'
  | 'foreign-form' // not sent by one of our own pages, or from a page left open for long
  | 'not-open' // somebody else was faster: the work item or incident is closed
  | 'bad-slip-number'
  | 'no-such-path'
  | 'bad-request' // refused by the HTTP layer for another reason
  | 'busy'
  | 'not-durable' // the database could lose a commit, so nothing is taken
  | 'database-unavailable'
  | 'hub-fault'; // a bug

export function sendFault(
  reply: FastifyReply,
  status: number,
  error: Fault,
  more: { readonly retryAfterSeconds?: number; readonly at?: string } = {},
): FastifyReply {
  if (more.retryAfterSeconds !== undefined) reply.header('retry-after', more.retryAfterSeconds);
  return reply.code(status).send(more.at === undefined ? { error } : { error, at: more.at });
}

/** What a thrown error means to the caller. */
export function faultOf(cause: FastifyError): { readonly status: number; readonly error: Fault } {
  if (isDatabaseTrouble(cause)) return { status: 503, error: 'database-unavailable' };
  switch (cause.statusCode) {
    case 413:
      return { status: 413, error: 'too-large' };
    case 415:
      return { status: 415, error: 'not-json' };
    case 400:
      return { status: 400, error: cause.code?.startsWith('FST_ERR_CTP') ? 'not-json' : 'bad-request' };
    default: {
      const status = cause.statusCode ?? 500;
      return status >= 500 ? { status: 500, error: 'hub-fault' } : { status, error: 'bad-request' };
    }
  }
}

/** Passing troubles of the database: no connection, no room, shutting down, waited too long. */
const passingClasses = ['08', '53', '55', '57', '58'];

function isDatabaseTrouble(cause: Error): boolean {
  if (cause instanceof pg.DatabaseError) return passingClasses.includes(cause.code?.slice(0, 2) ?? '');
  // pg has no class for a connection that failed or broke; the operating system's code or its own words name it.
  const isSocketError = 'syscall' in cause;
  return isSocketError || /connection|timeout exceeded when trying to connect/i.test(cause.message);
}
