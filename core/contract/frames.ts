import * as v from 'valibot';

/**
 * What crosses the WebSocket between a page and the webhost, one JSON text per frame.
 *
 * 1. The page asks `POST noncePath` (same origin, cookie; no body) and gets `{ "nonce": string }`, good once, for 30 s.
 * 2. It opens `ws://<own host>` + `socketPath` and sends `hello` with that nonce as its first frame, within 5 s.
 * 3. The host answers `welcome`; from then on calls, replies and events flow.
 * 4. The host sends `ping`; the page answers `pong` from its message handler. A page whose main thread hangs stays
 *    silent, and the host restarts the browser.
 */
export const noncePath = '/page-nonce';
export const socketPath = '/kiosk';

/** Why the host closes a socket. */
export const closeCodes = {
  notJson: 1007,
  badFrame: 1008,
  /** Set by the WebSocket server itself; above `maxFrameBytes`. */
  tooLarge: 1009,
  hostStopping: 1001,
  /** A newer page has taken over. This page must not connect again, or two pages would throw each other out for ever. */
  replaced: 4001,
  /** No hello in time, or its nonce is unknown, used or late. Ask for a new nonce. */
  refused: 4003,
} as const;

export const maxFrameBytes = 1024 * 1024;

export const pageFrameSchema = v.variant('kind', [
  v.object({ kind: v.literal('hello'), nonce: v.pipe(v.string(), v.maxLength(100)) }),
  v.object({
    kind: v.literal('call'),
    correlationId: v.pipe(v.string(), v.maxLength(64)),
    name: v.string(),
    input: v.unknown(),
  }),
  v.object({ kind: v.literal('pong') }),
]);
export type PageFrame = v.InferOutput<typeof pageFrameSchema>;

export const hostFrameSchema = v.variant('kind', [
  v.object({ kind: v.literal('welcome') }),
  v.object({ kind: v.literal('reply'), correlationId: v.string(), reply: v.unknown() }),
  v.object({ kind: v.literal('event'), name: v.string(), payload: v.unknown() }),
  v.object({ kind: v.literal('ping') }),
]);
export type HostFrame = v.InferOutput<typeof hostFrameSchema>;
