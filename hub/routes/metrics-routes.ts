import type { FastifyInstance } from 'fastify';
import { exposition, metricsType } from '../metrics/exposition.ts';
import { databaseFamilies, figureFamilies, type Figures } from '../metrics/figures.ts';
import type { Gate } from '../pace/gate.ts';
import type { HubParts } from '../parts.ts';
import { workFamilies } from '../work/figures.ts';
import { staffOnly } from '../status/staff-only.ts';

/** `GET /v1/metrics` for Prometheus, which comes as staff do. Counts and codes only. */
export async function metricsRoutes(
  server: FastifyInstance,
  parts: Pick<HubParts, 'pool' | 'clock' | 'staffToken'> & { readonly gate: Gate; readonly figures: Figures },
): Promise<void> {
  server.get('/v1/metrics', { onRequest: staffOnly(parts.staffToken) }, async (_request, reply) => {
    const [shared, work] = await Promise.all([
      databaseFamilies(parts.pool),
      workFamilies(parts.pool, parts.clock.nowMs()),
    ]);
    reply.header('content-type', metricsType);
    return exposition([...figureFamilies(parts.figures), ...parts.gate.families(), ...shared, ...work]);
  });
}
