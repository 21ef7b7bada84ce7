import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { slipNumberSchema } from '../../core/records/envelope.ts';
import { sendFault } from '../faults.ts';
import type { HubParts } from '../parts.ts';
import { pageHeaders } from '../status/page.ts';
import { slipPage } from '../status/slip-page.ts';
import { slipInWords } from '../status/slip-words.ts';
import { staffOnly } from '../status/staff-only.ts';
import { readSlipStanding } from '../work/slip-standing.ts';

/** The largest epoch and sequence that there can be. */
const largest = 2_147_483_647;

/**
 * `GET /v1/slips/:number` for programs and `GET /slips` for people: how far the record on a customer's slip has got, and
 * what happens next. For staff; nothing of the customer.
 */
export async function slipRoutes(
  server: FastifyInstance,
  { pool, staffToken }: Pick<HubParts, 'pool' | 'staffToken'>,
): Promise<void> {
  const onRequest = staffOnly(staffToken);

  server.get<{ Params: { number: string } }>('/v1/slips/:number', { onRequest }, async (request, reply) => {
    const number = readNumber(request.params.number);
    if (number === null) return sendFault(reply, 400, 'bad-slip-number');
    const standing = await readSlipStanding(pool, number);
    return { slipNumber: number, standing, says: slipInWords(standing) };
  });

  server.get<{ Querystring: { number?: unknown } }>('/slips', { onRequest }, async (request, reply) => {
    const asked = typeof request.query.number === 'string' ? request.query.number.trim() : '';
    const number = readNumber(asked);
    const standing = number === null ? null : await readSlipStanding(pool, number);
    const shown = standing ?? (asked === '' ? null : 'bad-slip-number');
    return reply.headers(pageHeaders).send(slipPage(number ?? asked.slice(0, 40), shown));
  });
}

/** As it may be typed: small letters, spaces around it. */
function readNumber(text: string): string | null {
  const parsed = v.safeParse(slipNumberSchema, text.trim().toUpperCase());
  if (!parsed.success) return null;
  const [, epoch, sequence] = parsed.output.split('-').map(Number);
  return epoch !== undefined &&
    sequence !== undefined &&
    epoch <= largest &&
    sequence >= 1 &&
    sequence <= largest
    ? parsed.output
    : null;
}
