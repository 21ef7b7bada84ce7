import type { FastifyInstance, FastifyReply } from 'fastify';
import * as v from 'valibot';
import type { UploadAnswer } from '../../sync/protocol/wire.ts';
import { sendFault } from '../faults.ts';
import { ingest } from '../ingest/ingest.ts';
import { openUploadSchema } from '../ingest/upload.ts';
import type { HubParts } from '../parts.ts';
import { issuePaths } from './issue-paths.ts';

/** More than the database has connections, so that it never idles; few enough that nobody waits for seconds. */
export const uploadsAtOnce = 32;
const busyRetrySeconds = 2;
const notDurableRetrySeconds = 60;

/**
 * `POST /v1/records`: stores envelopes, answers per record, signs a receipt. An upload without records is how a kiosk
 * asks for a receipt alone.
 */
export async function recordRoutes(
  server: FastifyInstance,
  { onStored, log, ...deps }: HubParts & { readonly onStored: () => void },
): Promise<void> {
  let underWay = 0;
  const turnAway = (reply: FastifyReply) =>
    sendFault(reply, 503, 'busy', { retryAfterSeconds: busyRetrySeconds });

  // Before the body is read: a hub under pressure must not spend itself on what it will turn away.
  server.addHook('onRequest', async (_request, reply) => {
    if (underWay >= uploadsAtOnce) return turnAway(reply);
  });

  server.post('/v1/records', async (request, reply) => {
    const upload = v.safeParse(openUploadSchema, request.body);
    if (!upload.success) return sendFault(reply, 400, 'bad-upload', { at: issuePaths(upload.issues) });
    // Others may have come while this body was read.
    if (underWay >= uploadsAtOnce) return turnAway(reply);
    underWay += 1;
    const answer = await ingest(deps, upload.output).finally(() => (underWay -= 1));
    const { kioskId, epoch } = upload.output;
    if (!answer.ok) {
      log.warn({ event: 'upload-refused', kioskId, epoch, error: answer.error });
      return answer.error === 'not-durable'
        ? sendFault(reply, 503, 'not-durable', { retryAfterSeconds: notDurableRetrySeconds })
        : sendFault(reply, 403, answer.error);
    }
    log.info({
      event: 'upload',
      kioskId,
      epoch,
      ...tally(answer.value),
      upTo: answer.value.receipt.upToSequence,
    });
    onStored();
    return answer.value;
  });
}

/** How many were stored, duplicate, or refused for which reason. */
function tally({ verdicts }: UploadAnswer): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const verdict of verdicts) {
    const name = verdict.verdict === 'refused' ? verdict.code : verdict.verdict;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
