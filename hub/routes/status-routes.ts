import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { unsafeSettings } from '../database/durability.ts';
import { sendFault } from '../faults.ts';
import type { HubParts } from '../parts.ts';
import { readRecentRecords } from '../status/recent-records.ts';
import { statusPage, statusPageCsp } from '../status/status-page.ts';
import { readSummary } from '../status/summary.ts';
import { isStaff } from '../status/visitor.ts';

/** `GET /v1/health` for kiosks and watchdogs; `GET /` and `GET /v1/records/recent` for staff. No personal data. */
export async function statusRoutes(
  server: FastifyInstance,
  { pool, clock, staffToken }: HubParts,
): Promise<void> {
  /** 200 when uploads are taken. While the database is away the error handler answers 503. */
  server.get('/v1/health', async (_request, reply) => {
    const unsafe = await unsafeSettings(pool);
    return reply.code(unsafe.length === 0 ? 200 : 503).send({ takesUploads: unsafe.length === 0, unsafe });
  });

  async function staffOnly(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    if (isStaff(request, staffToken)) return undefined;
    reply.header('www-authenticate', 'Basic realm="care-kiosk hub", charset="UTF-8"');
    return sendFault(reply, 401, 'staff-only');
  }

  server.get('/', { onRequest: staffOnly }, async (_request, reply) => {
    const summary = await readSummary(pool);
    return reply
      .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': statusPageCsp })
      .send(statusPage(summary, clock.nowMs()));
  });

  server.get('/v1/records/recent', { onRequest: staffOnly }, async () => ({
    records: await readRecentRecords(pool),
  }));
}
