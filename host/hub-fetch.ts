import type { Clock } from '../core/lib/clock.ts';
import { err, ok, type Result } from '../core/lib/result.ts';

export type HubAnswer = {
  readonly status: number;
  /** From `Retry-After`, seconds or HTTP date (RFC 9110 10.2.3); null when absent or unreadable. */
  readonly retryAfterSeconds: number | null;
  readonly body: string;
};
export type HubTrouble = 'unreachable' | 'timed-out' | 'answer-too-large';

/** Above this an answer is not ours: a captive portal, a proxy's page, a runaway. */
const maxAnswerBytes = 1024 * 1024;

/** One request to the hub, bounded in time and in size. Follows no redirect: the hub does not move by itself. */
export async function fetchFromHub(
  clock: Clock,
  url: string,
  request: {
    readonly method: 'GET' | 'POST';
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly deadlineMs: number;
  },
): Promise<Result<HubAnswer, HubTrouble>> {
  const abort = new AbortController();
  const stop = clock.after(request.deadlineMs, () => abort.abort());
  try {
    const response = await fetch(url, {
      method: request.method,
      redirect: 'manual',
      signal: abort.signal,
      ...(request.body === undefined
        ? {}
        : { body: request.body, headers: { ...request.headers, 'content-type': 'application/json' } }),
    });
    const body = await boundedText(response);
    if (!body.ok) return body;
    const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), clock.nowMs());
    return ok({ status: response.status, retryAfterSeconds, body: body.value });
  } catch {
    // Why a line failed has no end of names; the uploader only asks whether the hub may have heard us.
    return err(abort.signal.aborted ? 'timed-out' : 'unreachable');
  } finally {
    stop();
    abort.abort();
  }
}

async function boundedText(response: Response): Promise<Result<string, 'answer-too-large'>> {
  const decoder = new TextDecoder();
  let text = '';
  let seenBytes = 0;
  for await (const chunk of response.body ?? []) {
    seenBytes += chunk.byteLength;
    if (seenBytes > maxAnswerBytes) return err('answer-too-large');
    text += decoder.decode(chunk, { stream: true });
  }
  return ok(text + decoder.decode());
}

export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // `Date.parse` reads `-1` and `1e9` as years; an HTTP date always begins with the name of a day.
  const atMs = /^[A-Z][a-z]{2},/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? null : Math.max(0, Math.ceil((atMs - nowMs) / 1000));
}
