import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import * as v from 'valibot';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import {
  closeCodes,
  maxFrameBytes,
  pageFrameSchema,
  socketPath,
  type HostFrame,
  type PageFrame,
} from '../core/contract/frames.ts';
import type { Clock } from '../core/lib/clock.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import { unreachable } from '../core/lib/unreachable.ts';
import type { PageNews } from './browser-supervisor.ts';
import type { Gate } from './gate.ts';

/** A socket that does not say hello by then is not our page. */
const helloDeadlineMs = 5_000;

/** A page that leaves all these unanswered hangs: even a slow panel handles a message within a second. */
export const heart = { pingEveryMs: 5_000, mostUnanswered: 4 } as const;

export type PageSocketParts = {
  readonly gate: Gate;
  readonly clock: Clock;
  /** Serves one call; never rejects. */
  readonly serve: (request: unknown) => Promise<unknown>;
  readonly onEvent: (listener: (name: string, payload: unknown) => void) => () => void;
  /**
   * The one active page came, stopped answering, or went. Each goes once, and before the next comes: the connection of
   * a browser that was killed may end after its successor's has begun.
   */
  readonly onPage: (news: PageNews) => void;
};

export type PageSocket = { readonly stop: () => void };

/** Carries the contract over one WebSocket. One page is active: a newer one replaces it. */
export function servePageSocket(server: Server, parts: PageSocketParts): PageSocket {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
  });
  let active: WebSocket | null = null;

  function activate(socket: WebSocket): void {
    if (active !== null) {
      active.close(closeCodes.replaced, 'replaced');
      leave(active);
    }
    active = socket;
    socket.once('close', () => leave(socket));
    parts.onPage('connected');
  }

  function leave(socket: WebSocket): void {
    if (active !== socket) return;
    active = null;
    parts.onPage('gone');
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A peer that resets the connection in mid-handshake must not end the process.
    stream.on('error', () => stream.destroy());
    if (!parts.gate.isOwnPage(request.headers) || request.url !== socketPath) return refuse(stream);
    sockets.handleUpgrade(request, stream, head, (socket) => welcome(socket, parts, activate));
  });

  return {
    stop() {
      for (const socket of sockets.clients) socket.close(closeCodes.hostStopping, 'host stopping');
      sockets.close();
    },
  };
}

function refuse(stream: Duplex): void {
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

/** Waits for the hello; nothing is served and no event told before it. */
function welcome(socket: WebSocket, parts: PageSocketParts, activate: (socket: WebSocket) => void): void {
  // `ws` reports a frame that is too large, or a broken one, here and closes by itself with the right code.
  socket.on('error', () => socket.terminate());
  const stopWaiting = parts.clock.after(helloDeadlineMs, () => socket.close(closeCodes.refused, 'no hello'));
  socket.once('close', stopWaiting);
  socket.once('message', (data) => {
    stopWaiting();
    const frame = readFrame(data);
    if (!frame.ok) return socket.close(closeCodes[frame.error], frame.error);
    const isKnown = frame.value.kind === 'hello' && parts.gate.spendNonce(frame.value.nonce);
    if (!isKnown) return socket.close(closeCodes.refused, 'nonce unknown, used or late');
    activate(socket);
    tell(socket, { kind: 'welcome' });
    converse(socket, parts);
  });
}

function converse(socket: WebSocket, parts: PageSocketParts): void {
  const pulse = listenToHeart(socket, parts);
  const stopEvents = parts.onEvent((name, payload) => tell(socket, { kind: 'event', name, payload }));
  socket.once('close', () => {
    pulse.stop();
    stopEvents();
  });
  socket.on('message', (data) => {
    const frame = readFrame(data);
    if (!frame.ok) return socket.close(closeCodes[frame.error], frame.error);
    take(socket, parts, frame.value, pulse.beat);
  });
}

function take(socket: WebSocket, parts: PageSocketParts, frame: PageFrame, beat: () => void): void {
  switch (frame.kind) {
    case 'call': {
      const { correlationId, name, input } = frame;
      void parts
        .serve({ correlationId, name, input })
        .then((reply) => tell(socket, { kind: 'reply', correlationId, reply }));
      return;
    }
    case 'pong':
      return beat();
    case 'hello':
      return socket.close(closeCodes.badFrame, 'second hello');
    default:
      return unreachable(frame);
  }
}

/**
 * Asks the page's main thread for a sign of life. WebSocket pings would not do: the browser's network process answers
 * them for a page that hangs. Questions are counted, not seconds: a host that was itself asleep accuses nobody.
 */
function listenToHeart(socket: WebSocket, parts: PageSocketParts): { beat: () => void; stop: () => void } {
  let unanswered = 0;
  let cancel = () => {};
  function ask(): void {
    // A page that was replaced may take half a minute to close, and says nothing of the one that is active now.
    if (socket.readyState !== socket.OPEN) return;
    if (unanswered === heart.mostUnanswered) return parts.onPage('hangs');
    unanswered += 1;
    tell(socket, { kind: 'ping' });
    cancel = parts.clock.after(heart.pingEveryMs, ask);
  }
  ask();
  return {
    beat: () => {
      unanswered = 0;
    },
    stop: () => cancel(),
  };
}

function tell(socket: WebSocket, frame: HostFrame): void {
  // A page that has gone asks again when it is back; the contract's calls are idempotent.
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
}

function readFrame(data: RawData): Result<PageFrame, 'notJson' | 'badFrame'> {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  try {
    const parsed = v.safeParse(pageFrameSchema, JSON.parse(bytes.toString('utf8')));
    return parsed.success ? ok(parsed.output) : err('badFrame');
  } catch {
    return err('notJson');
  }
}
