import type { FastifyInstance } from 'fastify';
import { unsafeSettings } from '../database/durability.ts';
import type { HubParts } from '../parts.ts';
import { formGuard } from '../status/form-guard.ts';
import { overviewPage } from '../status/overview-page.ts';
import { pageHeaders } from '../status/page.ts';
import { readRecentRecords } from '../status/recent-records.ts';
import { staffOnly } from '../status/staff-only.ts';
import { readSummary } from '../status/summary.ts';

const gapAlertMinutes = 15;

/** `GET /v1/health` for kiosks and watchdogs; `GET /` and `GET /v1/records/recent` for staff. No personal data. */
export async function statusRoutes(server: FastifyInstance, parts: HubParts): Promise<void> {
  const { pool, clock, staffToken } = parts;
  const guard = formGuard(parts.keys, clock);
  const onRequest = staffOnly(staffToken);

  /** 200 when uploads are taken. While the database is away the error handler answers 503. */
  server.get('/v1/health', async (_request, reply) => {
    const unsafe = await unsafeSettings(pool);
    return reply.code(unsafe.length === 0 ? 200 : 503).send({ takesUploads: unsafe.length === 0, unsafe });
  });

  server.get('/', { onRequest }, async (_request, reply) => {
    const moment = { nowMs: clock.nowMs(), gapAlertMinutes: parts.gapAlertMinutes ?? gapAlertMinutes };
    const summary = await readSummary(pool, moment.nowMs);
    return reply.headers(pageHeaders).send(overviewPage(summary, moment, guard));
  });

  server.get('/v1/records/recent', { onRequest }, async () => ({
    records: await readRecentRecords(pool),
  }));
}
