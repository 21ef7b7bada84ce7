import * as v from 'valibot';
import { noncePath, socketPath } from '../../core/contract/frames.ts';
import type { Wire } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { webSocketWire, type Link } from '../wires/web-socket.ts';

declare global {
  interface Window {
    /** Electron's preload puts its wire here; a plain browser has none. */
    readonly kioskWire?: Wire;
  }
}

const nonceSchema = v.object({ nonce: v.string() });

/**
 * The shell is found out at run time, in this one place. Electron's wire is always up: its other end is the very
 * process that shows this page.
 */
export function openWire(clock: Clock, onLink: (link: Link) => void): Wire {
  if (window.kioskWire !== undefined) {
    onLink('up');
    return window.kioskWire;
  }
  return webSocketWire({
    clock,
    askNonce,
    openSocket: () => new WebSocket(new URL(socketPath, location.href.replace(/^http/u, 'ws'))),
    onLink,
  });
}

async function askNonce(): Promise<string> {
  const reply = await fetch(noncePath, { method: 'POST' });
  if (!reply.ok) throw new Error(`no nonce: ${reply.status}`);
  return v.parse(nonceSchema, await reply.json()).nonce;
}
