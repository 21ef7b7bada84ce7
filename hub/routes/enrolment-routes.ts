import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { enrolmentSchema } from '../../sync/protocol/wire.ts';
import { limitAttempts } from '../enrolment/attempts.ts';
import { redeemEnrolmentCode } from '../enrolment/redeem.ts';
import { sendFault } from '../faults.ts';
import type { HubParts } from '../parts.ts';
import { issuePaths } from './issue-paths.ts';

/** `POST /v1/enrolments`: a one-time code buys a kiosk its identity. Rate-bounded per address. */
export async function enrolmentRoutes(
  server: FastifyInstance,
  { pool, keys, clock, log }: HubParts,
): Promise<void> {
  const waitFor = limitAttempts(clock);

  server.post('/v1/enrolments', async (request, reply) => {
    const retryAfterSeconds = waitFor(request.ip);
    if (retryAfterSeconds !== null) return sendFault(reply, 429, 'too-many-attempts', { retryAfterSeconds });
    const enrolment = v.safeParse(enrolmentSchema, request.body);
    if (!enrolment.success)
      return sendFault(reply, 400, 'bad-enrolment', { at: issuePaths(enrolment.issues) });
    const answer = await redeemEnrolmentCode(pool, keys, enrolment.output, clock);
    if (!answer.ok) {
      log.warn({ event: 'enrolment-refused', error: answer.error });
      return sendFault(reply, 403, answer.error);
    }
    log.info({ event: 'enrolled', kioskId: answer.value.kioskId, epoch: answer.value.epoch });
    return answer.value;
  });
}
