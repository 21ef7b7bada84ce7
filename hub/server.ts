import { randomInt } from 'node:crypto';
import fastify, { LogController, type FastifyError, type FastifyInstance } from 'fastify';
import { faultOf, sendFault } from './faults.ts';
import { watchGaps } from './ingest/gap-watch.ts';
import { postgresStore } from './ingest/postgres-store.ts';
import { newFigures } from './metrics/figures.ts';
import { startOpener } from './opening/opener.ts';
import { enrolledCount } from './pace/enrolled-count.ts';
import { openGate } from './pace/gate.ts';
import { spareTime } from './pace/spare-time.ts';
import type { HubParts } from './parts.ts';
import { enrolmentRoutes } from './routes/enrolment-routes.ts';
import { introductionRoutes } from './routes/introduction-routes.ts';
import { metricsRoutes } from './routes/metrics-routes.ts';
import { recordRoutes, uploadLimits } from './routes/record-routes.ts';
import { staffRoutes } from './routes/staff-routes.ts';
import { createOffers } from './trust/offers.ts';
import { startIncidentDesk } from './work/incident-desk.ts';

/** A head office's whole fleet and half as many again; an open connection takes some kilobytes. */
const mostConnections = 30_000;
/** Until a hub that is stopping has been started again. */
const stoppingRetrySeconds = 10;
const gapAlertMinutes = 15;

/** The hub as an HTTP server that does not listen yet. Closing it lets requests in hand finish. */
export function buildServer(parts: HubParts): FastifyInstance {
  const { log, pool, clock } = parts;
  const store = postgresStore(pool);
  const gate = openGate(clock, uploadLimits);
  const figures = newFigures();
  const kiosks = enrolledCount(pool, clock);
  const offers = createOffers(pool, clock);
  const server = bareServer(log);
  server.server.maxConnections = mostConnections;
  const opener = startOpener({
    ...parts,
    mayWork: spareTime(clock, gate.isQuiet),
    onFailure: (cause) => log.error({ event: 'opening-failed', code: codeOf(cause) }),
  });
  const desk = startIncidentDesk({
    ...parts,
    onFailure: (cause) => log.error({ event: 'incident-desk-failed', code: codeOf(cause) }),
  });
  const gapWatch = watchGaps({
    store,
    clock,
    afterMinutes: parts.gapAlertMinutes ?? gapAlertMinutes,
    onReport({ noted, open }) {
      for (const gap of noted) log.warn({ event: 'gap', ...gap, open });
    },
    onFailure: (cause) => log.error({ event: 'gap-watch-failed', code: codeOf(cause) }),
  });
  refuseWhileStopping(server);
  answerPlainly(server, log);

  server.register(enrolmentRoutes, parts);
  server.register(introductionRoutes, parts);
  server.register(recordRoutes, {
    store,
    keys: parts.keys,
    clock,
    draw: (below) => randomInt(below),
    log,
    gate,
    figures,
    spreadSeconds: () => gate.spreadSeconds(kiosks()),
    news: async (knows) => ({ ...(await offers(knows)), tier: parts.tier?.() ?? 'head-office' }),
    onStored() {
      opener.wake();
      parts.onStored?.();
    },
  });
  server.register(staffRoutes, { ...parts, onWoken: opener.wake });
  server.register(metricsRoutes, { ...parts, gate, figures });
  server.addHook('onReady', async () => opener.wake());
  server.addHook('onClose', async () => {
    await Promise.all([opener.stop(), desk.stop(), gapWatch.stop()]);
  });
  return server;
}

function bareServer(log: HubParts['log']): FastifyInstance {
  return fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: uploadLimits.bodyBytes,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    // We say when to come again; see refuseWhileStopping.
    return503OnClosing: false,
    // Every body is read into new objects by a schema that knows its fields; looking for these first costs a pass of its own.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
  });
}

/** Heads of every answer, and what is said when something goes wrong: a word, never a value. */
function answerPlainly(server: FastifyInstance, log: HubParts['log']): void {
  tellNobodyElse(server);
  server.setNotFoundHandler((_request, reply) => sendFault(reply, 404, 'no-such-path'));
  server.setErrorHandler((cause: FastifyError, request, reply) => {
    const { status, error } = faultOf(cause);
    // The message may quote a value; class, code and route may not.
    const line = { event: 'request-failed', route: request.routeOptions.url, error, code: codeOf(cause) };
    if (status >= 500) log.error(line);
    else log.warn(line);
    return sendFault(reply, status, error, status === 503 ? { retryAfterSeconds: 5 } : {});
  });
}

/** Nothing is kept by a browser or told to another site. A page with forms sets a referrer policy of its own. */
function tellNobodyElse(server: FastifyInstance): void {
  server.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    if (!reply.hasHeader('referrer-policy')) reply.header('referrer-policy', 'no-referrer');
  });
}

/** What is in hand is finished; who comes over a connection that is still open is told when to try again. */
function refuseWhileStopping(server: FastifyInstance): void {
  let isStopping = false;
  server.addHook('preClose', async () => {
    isStopping = true;
  });
  server.addHook('onRequest', async (_request, reply) => {
    if (isStopping) return sendFault(reply, 503, 'busy', { retryAfterSeconds: stoppingRetrySeconds });
  });
  server.addHook('onSend', async (_request, reply) => {
    if (isStopping) reply.header('connection', 'close');
  });
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const inner = 'code' in cause ? cause : (cause.cause ?? cause);
  return inner instanceof Error && 'code' in inner ? String(inner.code) : cause.name;
}
