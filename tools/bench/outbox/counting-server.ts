import fastify from 'fastify';
import type { CountingHub } from './counting-hub.ts';
import type { RowCounts } from './row-counts.ts';

export type CountingServer = {
  readonly url: string;
  readonly close: () => Promise<void>;
};

const bodyLimitBytes = 4 * 1024 * 1024;

/**
 * One loopback server for all contenders. `/v1/…` is the product's protocol, which its host speaks; `/count/<line>`
 * takes the peers' rows straight from the page, and therefore from another origin.
 */
export async function startCountingServer(hub: CountingHub, counts: RowCounts): Promise<CountingServer> {
  const server = fastify({ bodyLimit: bodyLimitBytes, forceCloseConnections: true });
  // As text, as the peers' bodies are taken below.
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_: unknown, body: string) => body,
  );
  server.get('/v1/health', async () => ({ takesUploads: true, unsafe: [] }));
  server.post<{ Body: string }>('/v1/enrolments', async ({ body }) => hub.enrol(JSON.parse(body)));
  server.post<{ Body: string }>('/v1/records', async ({ body }) => hub.take(body));
  server.post<{ Params: { line: string }; Body: string }>('/count/:line', async ({ params, body }, reply) => {
    counts.take(params.line, JSON.parse(body));
    return reply.header('access-control-allow-origin', '*').code(204).send();
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => server.close() };
}
