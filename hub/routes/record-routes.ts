import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { readUploadSignature, uploadPath } from '../../sync/protocol/upload-signature.ts';
import type { UploadAnswer } from '../../sync/protocol/wire.ts';
import { sendFault } from '../faults.ts';
import { ingest, type IngestParts, type IngestRefusal } from '../ingest/ingest.ts';
import { openUploadSchema } from '../ingest/upload.ts';
import type { Figures } from '../metrics/figures.ts';
import type { Gate } from '../pace/gate.ts';
import type { HubParts } from '../parts.ts';
import { issuePaths } from './issue-paths.ts';

export const uploadLimits = {
  /** More than the database has connections, so that it never idles; few enough that nobody waits for seconds. */
  atOnce: 64,
  /** With those whose body is still on its way, maybe over a slow line: together 128 MB at most. */
  arriving: 256,
  /** A kiosk's bodies stay below 400,000 characters. */
  bodyBytes: 512 * 1024,
} as const;
const notDurableRetrySeconds = 60;

export type RecordParts = IngestParts &
  Pick<HubParts, 'log' | 'clock'> & {
    readonly gate: Gate;
    readonly figures: Figures;
    readonly onStored: () => void;
  };

/**
 * `POST /v1/records`: stores envelopes, answers per record, signs a receipt. An upload without records is how a kiosk
 * asks for a receipt alone.
 */
export async function recordRoutes(server: FastifyInstance, parts: RecordParts): Promise<void> {
  const { gate, figures, clock, log, onStored } = parts;

  function turnAway(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    figures.uploads.add('busy');
    return sendFault(reply, 503, 'busy', { retryAfterSeconds: gate.turnAway(bodyBytes(request)) });
  }

  function refuse(request: FastifyRequest, reply: FastifyReply, refusal: IngestRefusal): FastifyReply {
    if (refusal === 'contended') return turnAway(request, reply);
    figures.uploads.add(refusal);
    if (refusal === 'not-signed') {
      // RFC 9110, 11.6.1: a 401 names what it asks for.
      return sendFault(reply.header('www-authenticate', 'Signature'), 401, refusal);
    }
    return refusal === 'not-durable'
      ? sendFault(reply, 503, refusal, { retryAfterSeconds: notDurableRetrySeconds })
      : sendFault(reply, 403, refusal);
  }

  // Before the body is read: a hub under pressure must not spend itself on what it will turn away.
  server.addHook('onRequest', async (request, reply) => {
    const leave = gate.isFull() ? null : gate.enter();
    if (leave === null) return turnAway(request, reply);
    reply.raw.once('close', leave);
  });

  // As bytes: they are what was signed, and a second spelling of the same JSON was not.
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_: unknown, body: Buffer) => body,
  );

  server.post<{ Body: Buffer }>(uploadPath, async (request, reply) => {
    const { body, headers } = request;
    const parsed = jsonOf(body);
    if (parsed === undefined) return sendFault(reply, 400, 'not-json');
    const upload = v.safeParse(openUploadSchema, parsed);
    if (!upload.success) {
      figures.uploads.add('bad-upload');
      return sendFault(reply, 400, 'bad-upload', { at: issuePaths(upload.issues) });
    }
    // Others may have come while this body was read.
    if (gate.isFull()) return turnAway(request, reply);
    const startedMs = clock.monotonicMs();
    const claim = readUploadSignature(headers, hash('sha256', body, 'buffer'));
    const answer = await gate.pass(body.length, () => ingest(parts, upload.output, claim));
    const { kioskId, epoch } = upload.output;
    if (!answer.ok) {
      log.warn({ event: 'upload-refused', kioskId, epoch, error: answer.error });
      return refuse(request, reply, answer.error);
    }
    const counts = countTaken(figures, answer.value, (clock.monotonicMs() - startedMs) / 1_000);
    log.info({ event: 'upload', kioskId, epoch, ...counts, upTo: answer.value.receipt.upToSequence });
    onStored();
    return answer.value;
  });
}

/** Undefined is no JSON. */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** As its head tells; null when it does not. */
function bodyBytes({ headers }: FastifyRequest): number | null {
  const told = Number(headers['content-length']);
  return Number.isSafeInteger(told) ? told : null;
}

function countTaken(
  figures: Figures,
  answer: UploadAnswer,
  seconds: number,
): Readonly<Record<string, number>> {
  const counts = countVerdicts(answer);
  figures.uploads.add('taken');
  figures.uploadSeconds.observe(seconds);
  for (const [verdict, count] of Object.entries(counts)) figures.rows.add(verdict, count);
  return counts;
}

/** How many rows came out how: a verdict, or the code that says more. */
function countVerdicts({ verdicts }: UploadAnswer): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const verdict of verdicts) {
    const name = 'code' in verdict ? verdict.code : verdict.verdict;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
