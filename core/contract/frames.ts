import * as v from 'valibot';

/**
 * What crosses the WebSocket between a page and the webhost: one JSON text per frame, and behind a call that has one its
 * body, see {@link pageFrameText}.
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

const callSchema = v.object({
  kind: v.literal('call'),
  correlationId: v.pipe(v.string(), v.maxLength(64)),
  name: v.string(),
  input: v.unknown(),
});

const pageFrameSchema = v.variant('kind', [
  v.object({ kind: v.literal('hello'), nonce: v.pipe(v.string(), v.maxLength(100)) }),
  callSchema,
  v.object({ kind: v.literal('pong') }),
]);
export type PageFrame = v.InferOutput<typeof pageFrameSchema>;

/**
 * A page's frame as it crosses. The `body` of a call's input stands behind the JSON, after a line feed, as it is: an
 * upload's body is JSON itself, half a megabyte of it, and would be escaped here only to be read twice over there.
 */
export function pageFrameText(frame: PageFrame): string {
  const input = frame.kind === 'call' ? v.safeParse(withBodySchema, frame.input) : null;
  if (input?.success !== true) return JSON.stringify(frame);
  const { body, ...rest } = input.output;
  return `${JSON.stringify({ ...frame, input: rest })}\n${body}`;
}

/** Null when it is no frame of a page. @throws SyntaxError when it is not even JSON */
export function pageFrameOf(text: string): PageFrame | null {
  const end = text.indexOf('\n');
  if (end >= 0) return callWithBody(JSON.parse(text.slice(0, end)), text.slice(end + 1));
  const frame = v.safeParse(pageFrameSchema, JSON.parse(text));
  return frame.success ? frame.output : null;
}

function callWithBody(json: unknown, body: string): PageFrame | null {
  const call = v.safeParse(v.object({ ...callSchema.entries, input: v.looseObject({}) }), json);
  return call.success ? { ...call.output, input: { ...call.output.input, body } } : null;
}

const withBodySchema = v.looseObject({ body: v.string() });

export const hostFrameSchema = v.variant('kind', [
  v.object({ kind: v.literal('welcome') }),
  v.object({ kind: v.literal('reply'), correlationId: v.string(), reply: v.unknown() }),
  v.object({ kind: v.literal('event'), name: v.string(), payload: v.unknown() }),
  v.object({ kind: v.literal('ping') }),
]);
export type HostFrame = v.InferOutput<typeof hostFrameSchema>;
