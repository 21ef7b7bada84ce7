import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendFault } from '../faults.ts';
import { carriesToken, isStaff } from './visitor.ts';

type Gatekeeper = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** `onRequest` hook of everything that only staff may see. */
export function staffOnly(staffToken: string | undefined): Gatekeeper {
  return async (request, reply) => (isStaff(request, staffToken) ? undefined : askForPassword(reply));
}

/**
 * Where personal data is shown: being at the hub's own machine is not enough, the token must be given, if this hub has
 * one. Without one nothing personal is shown; see {@link maySeePersons}.
 */
export function tokenOnly(staffToken: string | undefined): Gatekeeper {
  return async (request, reply) => {
    const isLetIn =
      staffToken === undefined ? isStaff(request, undefined) : carriesToken(request, staffToken);
    return isLetIn ? undefined : askForPassword(reply);
  };
}

/** Whether this visitor has proved to be staff by the token. */
export function maySeePersons(request: FastifyRequest, staffToken: string | undefined): boolean {
  return carriesToken(request, staffToken);
}

function askForPassword(reply: FastifyReply): FastifyReply {
  reply.header('www-authenticate', 'Basic realm="care-kiosk hub", charset="UTF-8"');
  return sendFault(reply, 401, 'staff-only');
}
