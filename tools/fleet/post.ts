import { Agent, request } from 'node:http';

export type Answer = {
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  readonly body: string;
};

/** A line to the hubs that keeps its connections, as a kiosk's host does. */
export function openLine(connections: number): {
  readonly post: (url: string, body: Buffer) => Promise<Answer>;
  readonly close: () => void;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return { post: (url, body) => post(agent, url, body), close: () => agent.destroy() };
}

function post(agent: Agent, url: string, body: Buffer): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  return new Promise((settle, fail) => {
    const sent = request(`${url}/v1/records`, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', fail);
      response.on('end', () => {
        const retryAfter = Number(response.headers['retry-after'] ?? Number.NaN);
        settle({
          status: response.statusCode ?? 0,
          retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
          body: Buffer.concat(parts).toString(),
        });
      });
    });
    sent.on('error', fail);
    sent.end(body);
  });
}
