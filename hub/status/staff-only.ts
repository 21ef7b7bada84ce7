import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendFault } from '../faults.ts';
import { isStaff } from './visitor.ts';

/** `onRequest` hook of everything that only staff may see or do. */
export function staffOnly(
  staffToken: string | undefined,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => (isStaff(request, staffToken) ? undefined : askForPassword(reply));
}

function askForPassword(reply: FastifyReply): FastifyReply {
  reply.header('www-authenticate', 'Basic realm="care-kiosk hub", charset="UTF-8"');
  return sendFault(reply, 401, 'staff-only');
}
