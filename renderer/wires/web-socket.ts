import * as v from 'valibot';
import { closeCodes, hostFrameSchema, type HostFrame, type PageFrame } from '../../core/contract/frames.ts';
import type { Request, Wire } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';

/**
 * `up`: the host has welcomed this page. `down`: no host at present; the wire keeps asking. `replaced`: a newer page
 * has taken over, and this one must not come back, or two pages would throw each other out for ever.
 */
export type Link = 'up' | 'down' | 'replaced';

export type WireDoors = {
  readonly clock: Clock;
  /** A nonce that is good for one socket. Rejects while no host answers. */
  readonly askNonce: () => Promise<string>;
  readonly openSocket: () => WebSocket;
  readonly onLink: (link: Link) => void;
};

type Waiting = { readonly reply: (value: unknown) => void; readonly lost: (cause: Error) => void };

const firstRetryMs = 250;
const longestRetryMs = 5_000;

/**
 * The webhost's wire: calls and replies matched by correlation id over one WebSocket, opened anew with a doubling
 * pause whenever it breaks. A call that has no open socket, or loses it, rejects; silence is bounded by the caller.
 */
export function webSocketWire({ clock, askNonce, openSocket, onLink }: WireDoors): Wire {
  const waiting = new Map<string, Waiting>();
  const events = listenersByName();
  let open: WebSocket | null = null;
  let retryMs = firstRetryMs;

  function connect(): void {
    askNonce().then(greet, retry);
  }

  function greet(nonce: string): void {
    const socket = openSocket();
    socket.addEventListener('open', () => send(socket, { kind: 'hello', nonce }));
    socket.addEventListener('message', ({ data }) => take(socket, String(data)));
    socket.addEventListener('close', ({ code }) => closed(code));
  }

  function take(socket: WebSocket, text: string): void {
    const frame = parseFrame(text);
    switch (frame?.kind) {
      case 'welcome':
        open = socket;
        retryMs = firstRetryMs;
        return onLink('up');
      case 'reply':
        return waiting.get(frame.correlationId)?.reply(frame.reply);
      case 'event':
        return events.tell(frame.name, frame.payload);
      case 'ping':
        return send(socket, { kind: 'pong' });
      case undefined:
        return socket.close();
    }
  }

  function closed(code: number): void {
    open = null;
    for (const call of waiting.values()) call.lost(new Error('socket closed'));
    if (code === closeCodes.replaced) return onLink('replaced');
    onLink('down');
    retry();
  }

  function retry(): void {
    clock.after(retryMs, connect);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  }

  function request(call: Request): Promise<unknown> {
    return new Promise<unknown>((reply, lost) => {
      if (open === null) return lost(new Error('socket not open'));
      waiting.set(call.correlationId, { reply, lost });
      send(open, { kind: 'call', ...call });
    }).finally(() => waiting.delete(call.correlationId));
  }

  connect();
  return { request, subscribe: events.subscribe };
}

function listenersByName() {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  return {
    tell(name: string, payload: unknown): void {
      for (const listener of listeners.get(name) ?? []) listener(payload);
    },
    subscribe(name: string, listener: (payload: unknown) => void): () => void {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listener));
      return () => heard.delete(listener);
    },
  };
}

function send(socket: WebSocket, frame: PageFrame): void {
  socket.send(JSON.stringify(frame));
}

/** Null when a frame is not of the contract: such a host is not ours, and the socket is given up. */
function parseFrame(text: string): HostFrame | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
  const frame = v.safeParse(hostFrameSchema, raw);
  return frame.success ? frame.output : null;
}
