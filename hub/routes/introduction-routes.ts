import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { signedTextSchema } from '../../core/records/signed-text.ts';
import { verifyOnNode } from '../../machine/ed25519.ts';
import { sendFault } from '../faults.ts';
import { takeIntroduction } from '../forward/introduce.ts';
import type { HubParts } from '../parts.ts';
import { issuePaths } from './issue-paths.ts';

/** `POST /v1/introductions`: a branch hub tells its head office of a kiosk. */
export async function introductionRoutes(
  server: FastifyInstance,
  { pool, clock, log }: HubParts,
): Promise<void> {
  server.post('/v1/introductions', async (request, reply) => {
    const signed = v.safeParse(signedTextSchema, request.body);
    if (!signed.success) return sendFault(reply, 400, 'bad-introduction', { at: issuePaths(signed.issues) });
    const answer = await takeIntroduction({ pool, clock, verify: verifyOnNode }, signed.output);
    if (!answer.ok) {
      log.warn({ event: 'introduction-refused', error: answer.error });
      return sendFault(reply, 403, 'unknown-branch');
    }
    log.info({ event: 'introduced', branch: signed.output.keyId, refused: answer.value.refused.length });
    return answer.value;
  });
}
