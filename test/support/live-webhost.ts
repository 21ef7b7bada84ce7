import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi, expect } from 'vitest';
import { WebSocket, type RawData } from 'ws';
import { noncePath, socketPath } from '../../core/contract/frames.ts';
import type { Wire } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { webSocketWire, type Link } from '../../renderer/wires/web-socket.ts';
import { createGate, type Gate } from '../../webhost/gate.ts';
import { pageListener } from '../../webhost/page-server.ts';
import { servePageSocket } from '../../webhost/socket.ts';

export type LiveWebhost = {
  readonly gate: Gate;
  readonly origin: string;
  readonly pageNews: string[];
  readonly stop: () => Promise<void>;
};

/** The webhost's doors on a real port of this machine, before any host. */
export async function liveWebhost(parts: {
  readonly clock: Clock;
  readonly serve: (request: unknown) => Promise<unknown>;
  readonly onEvent: (listener: (name: string, payload: unknown) => void) => () => void;
  readonly pageFolder?: string;
}): Promise<LiveWebhost> {
  const { clock, serve, onEvent } = parts;
  const server: Server = createServer();
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const gate = createGate(clock, (server.address() as AddressInfo).port);
  const pageNews: string[] = [];
  const pageFolder = parts.pageFolder ?? 'renderer';
  server.on(
    'request',
    pageListener({ gate, pageFolder, asset: async () => null, onLaunched: () => pageNews.push('launched') }),
  );
  const socket = servePageSocket(server, {
    gate,
    clock,
    serve,
    onEvent,
    onPage: (news) => pageNews.push(news),
  });
  return {
    gate,
    origin: gate.origin,
    pageNews,
    async stop() {
      socket.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Opens a session as a browser would; answers its cookie. */
export async function launch(launchUrl: string): Promise<string> {
  const answer = await fetch(launchUrl, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`no session: ${answer.status}`);
  return cookie;
}

export async function askNonce(origin: string, cookie: string): Promise<string> {
  const answer = await fetch(`${origin}${noncePath}`, { method: 'POST', headers: { origin, cookie } });
  if (!answer.ok) throw new Error(`no nonce: ${answer.status}`);
  return ((await answer.json()) as { nonce: string }).nonce;
}

export function openSocket(origin: string, cookie: string): WebSocket {
  return new WebSocket(`${origin.replace('http', 'ws')}${socketPath}`, { headers: { cookie, origin } });
}

/** A page that has said hello, frame by frame. It answers no question of the host by itself. */
export async function greetedSocket({ origin, cookie }: { origin: string; cookie: string }) {
  const nonce = await askNonce(origin, cookie);
  const socket = openSocket(origin, cookie);
  const frames: unknown[] = [];
  socket.on('message', (data: RawData) => frames.push(JSON.parse(String(data as Buffer))));
  const closed = new Promise<number>((done) => socket.once('close', done));
  await new Promise((open) => socket.once('open', open));
  socket.send(JSON.stringify({ kind: 'hello', nonce }));
  await vi.waitFor(() => expect(frames).toContainEqual({ kind: 'welcome' }));
  return { socket, frames, closed };
}

/** A page's wire into a webhost: the renderer's own, over a socket that behaves as a browser's. */
export async function pageWire(origin: string, cookie: string, clock: Clock) {
  const sockets: WebSocket[] = [];
  const links: Link[] = [];
  let isUp = () => {};
  const up = new Promise<void>((done) => (isUp = done));
  const wire: Wire = webSocketWire({
    clock,
    askNonce: () => askNonce(origin, cookie),
    openSocket() {
      const socket = openSocket(origin, cookie);
      sockets.push(socket);
      return socket as never;
    },
    onLink(link) {
      links.push(link);
      if (link === 'up') isUp();
    },
  });
  await up;
  return { wire, links, socket: () => sockets.at(-1)! };
}
