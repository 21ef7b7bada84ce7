import type { Life } from '../world/life.ts';
import type { Dice } from '../world/dice.ts';
import type { Timeline } from '../world/timeline.ts';
import type { HubAnswer, HubRequest, SimulatedHub } from './hub.ts';
import { forged, garbled } from './tampering.ts';

/**
 * What becomes of a request.
 * - `lose-request`, `lose-answer`: nothing comes back · `half-open`: the line takes everything and stays silent
 * - `twice`: it arrives twice · `late`: it arrives after the kiosk has given it up, behind its own repetition
 * - `busy`, `too-many`: 503 and 429 with Retry-After · `failing`: 500 · `refusing`: 403
 * - `portal`: a captive portal's page · `cut-text`, `cut-line`: half an answer, with and without an error
 * - `stale`: an answer of before · `forged`: an answer that claims more, with a receipt nobody has signed
 * - `garbled`: one character of a record is changed on the way
 */
export const netFates = [
  'lose-request', 'lose-answer', 'half-open', 'twice', 'late', 'busy', 'too-many', 'failing', 'refusing', 'portal',
  'cut-text', 'cut-line', 'stale', 'forged', 'garbled', 'unreachable',
] as const; // prettier-ignore
export type NetFate = (typeof netFates)[number];

/** What the line is like now. */
export type NetMood = { readonly fates: readonly NetFate[]; readonly percent: number };
export const fairWeather: NetMood = { fates: [], percent: 0 };

export type NetParts = {
  readonly dice: Dice;
  readonly timeline: Timeline;
  readonly hub: SimulatedHub;
  /** The air between the machines: it outlives them all. */
  readonly air: Life;
  readonly onFate: (fate: NetFate) => void;
  readonly onWire: (text: string) => void;
};

type Reply = { readonly answer: (answer: HubAnswer, isCut?: boolean) => void; readonly fail: () => void };

const kioskPatienceMs = 25_000;

/** The line between kiosk and hub, with everything that lines do. */
export function simulatedNet({ dice, timeline, hub, air, onFate, onWire }: NetParts) {
  let mood = fairWeather;
  const seen: HubAnswer[] = [];
  const travel = () => dice.between(1, 80);

  function deliver(request: HubRequest, delayMs: number, onAnswer: (answer: HubAnswer) => void): void {
    onWire(request.body);
    timeline.after(delayMs, air, () =>
      hub.post(request, (answer) => {
        seen.push(answer);
        timeline.after(travel(), air, () => onAnswer(answer));
      }),
    );
  }

  /** Null: the hub hears the request as it is. */
  function fate(): NetFate | null {
    if (mood.fates.length === 0 || !dice.chance(mood.percent)) return null;
    const drawn = dice.pick(mood.fates);
    if (drawn === 'stale' && seen.length === 0) return null;
    onFate(drawn);
    return drawn;
  }

  function befall(drawn: NetFate, request: HubRequest, { answer, fail }: Reply): void {
    const say = (status: number, text = '', retryAfterSeconds: number | null = null) =>
      timeline.after(travel(), air, () => answer({ status, retryAfterSeconds, body: text }));
    switch (drawn) {
      case 'lose-request':
      case 'half-open':
        return;
      case 'lose-answer':
        return deliver(request, travel(), () => {});
      case 'twice':
        deliver(request, travel(), answer);
        return deliver(request, travel() + dice.between(0, 2_000), answer);
      case 'late':
        return deliver(request, kioskPatienceMs + dice.between(0, 90_000), answer);
      case 'busy':
        return void say(503, '', dice.chance(80) ? dice.between(1, 300) : null);
      case 'too-many':
        return void say(429, '', dice.between(1, 120));
      case 'failing':
        return void say(500, '{"error":"failed"}');
      case 'refusing':
        return void say(dice.pick([400, 403, 404, 413]), '{"error":"refused"}');
      case 'portal':
        return void say(200, '<!doctype html><title>Wi-Fi</title><p>Please log in.</p>');
      case 'cut-text':
        return deliver(request, travel(), (whole) =>
          answer({ ...whole, body: whole.body.slice(0, dice.below(whole.body.length)) }),
        );
      case 'cut-line':
        return deliver(request, travel(), (whole) =>
          answer({ ...whole, body: whole.body.slice(0, dice.below(whole.body.length)) }, true),
        );
      case 'stale':
        return void timeline.after(travel(), air, () => answer(dice.pick(seen)));
      case 'forged':
        return void say(200, forged(request.body, dice));
      case 'garbled':
        return deliver({ ...request, body: garbled(request.body, dice) }, travel(), answer);
      case 'unreachable':
        return void timeline.after(travel(), air, fail);
    }
  }

  return {
    get mood(): NetMood {
      return mood;
    },
    set mood(next: NetMood) {
      mood = next;
    },
    /** `fetch` as the host uses it. */
    fetch: ((_url: string, request: RequestInit) =>
      new Promise<Response>((resolve, reject) => {
        const fail = () => reject(new TypeError('fetch failed'));
        const posted = postedOf(request);
        const reply: Reply = { answer: (said, isCut) => resolve(responseOf(said, isCut === true)), fail };
        request.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        if (!hub.isUp()) return void timeline.after(travel(), air, fail);
        const drawn = fate();
        if (drawn === null) deliver(posted, travel(), reply.answer);
        else befall(drawn, posted, reply);
      })) as unknown as typeof fetch,
  };
}
export type SimulatedNet = ReturnType<typeof simulatedNet>;

/** As the hub hears a `fetch`: header names in lower case. */
function postedOf({ body, headers }: RequestInit): HubRequest {
  return {
    body: typeof body === 'string' ? body : '',
    headers: Object.fromEntries(new Headers(headers)),
  };
}

/** As much of a `Response` as host/hub-fetch.ts reads. */
function responseOf({ status, retryAfterSeconds, body }: HubAnswer, isCut: boolean): Response {
  async function* chunks() {
    yield new TextEncoder().encode(body);
    if (isCut) throw new TypeError('terminated');
  }
  const headers = new Headers(retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) });
  return { status, headers, body: chunks() } as unknown as Response;
}
