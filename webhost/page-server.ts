import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { noncePath } from '../core/contract/frames.ts';
import { readPageFile, requestPath, securityHeaders, type PageFile } from '../host/page-files.ts';
import type { Gate } from './gate.ts';

/** What is served, and to whom. */
type PageServerParts = {
  readonly gate: Gate;
  /** Folder of the built renderer. */
  readonly pageFolder: string;
  /** Sounds and whatever else the host keeps for its page; null when there is none at that path. */
  readonly asset: (path: string) => Promise<PageFile | null>;
  /** Somebody opened a session with the launch code. */
  readonly onLaunched: () => void;
};

type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** For a person who opened the bare address, or an old one. */
const closedHint =
  'closed: open the newest launch address that the kiosk has printed; each opens one window, once';

/** Serves the page to whoever passes the gate. A request, however nasty, ends in an answer and never in an exception. */
export function pageListener(parts: PageServerParts): RequestListener {
  return (request, response) => {
    answerTo(parts, request).then(
      (answer) => send(response, answer),
      () => send(response, { status: 500, body: 'internal error' }),
    );
  };
}

/** For the moment between taking the port and having a machine behind it. */
export function notYet(_request: IncomingMessage, response: ServerResponse): void {
  send(response, { status: 503, body: 'starting' });
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    ...securityHeaders,
    'content-type': 'text/plain; charset=utf-8',
    ...answer.headers,
  });
  response.end(answer.body);
}

async function answerTo(parts: PageServerParts, request: IncomingMessage): Promise<Answer> {
  const { gate } = parts;
  if (!gate.isHostOurs(request.headers)) return { status: 421, body: 'misdirected' };
  const path = requestPath(request.url ?? '');
  if (path === null) return { status: 400, body: 'bad path' };
  if (request.method === 'POST' && path === noncePath) return nonceAnswer(gate, request);
  if (request.method !== 'GET') return { status: 405, body: 'GET only', headers: { allow: 'GET' } };
  if (path === '/launch') return launch(parts, request);
  if (!gate.isSession(request.headers)) return { status: 403, body: closedHint };
  const file = (await parts.asset(path)) ?? (await readPageFile(parts.pageFolder, path));
  if (file === null) return { status: 404, body: 'not found' };
  return { status: 200, headers: { 'content-type': file.contentType }, body: file.bytes };
}

function launch(parts: PageServerParts, request: IncomingMessage): Answer {
  const code = new URLSearchParams(request.url?.split('?')[1]).get('c') ?? '';
  const cookie = parts.gate.redeem(code);
  if (cookie === null) return { status: 403, body: closedHint };
  parts.onLaunched();
  return { status: 303, headers: { location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' } };
}

function nonceAnswer(gate: Gate, request: IncomingMessage): Answer {
  if (!gate.isOwnPage(request.headers)) return { status: 403, body: closedHint };
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ nonce: gate.issueNonce() }),
  };
}
