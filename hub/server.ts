import fastify, { LogController, type FastifyError, type FastifyInstance } from 'fastify';
import { faultOf, sendFault } from './faults.ts';
import { startOpener } from './opening/opener.ts';
import type { HubParts } from './parts.ts';
import { enrolmentRoutes } from './routes/enrolment-routes.ts';
import { recordRoutes } from './routes/record-routes.ts';
import { statusRoutes } from './routes/status-routes.ts';

/** 50 sealed records of the largest errand stay below half of this. */
const bodyLimitBytes = 512 * 1024;

/** The hub as an HTTP server that does not listen yet. Closing it lets requests in hand finish. */
export function buildServer(parts: HubParts): FastifyInstance {
  const { log } = parts;
  const server = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
  });
  const opener = startOpener({
    ...parts,
    onFailure: (cause) => log.error({ event: 'opening-failed', code: codeOf(cause) }),
  });

  server.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
  server.setNotFoundHandler((_request, reply) => sendFault(reply, 404, 'no-such-path'));
  server.setErrorHandler((cause: FastifyError, request, reply) => {
    const { status, error } = faultOf(cause);
    // The message may quote a value; class, code and route may not.
    const line = { event: 'request-failed', route: request.routeOptions.url, error, code: codeOf(cause) };
    if (status >= 500) log.error(line);
    else log.warn(line);
    return sendFault(reply, status, error, status === 503 ? { retryAfterSeconds: 5 } : {});
  });

  server.register(enrolmentRoutes, parts);
  server.register(recordRoutes, { ...parts, onStored: opener.wake });
  server.register(statusRoutes, parts);
  server.addHook('onReady', async () => opener.wake());
  server.addHook('onClose', () => opener.stop());
  return server;
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const inner = 'code' in cause ? cause : (cause.cause ?? cause);
  return inner instanceof Error && 'code' in inner ? String(inner.code) : cause.name;
}
