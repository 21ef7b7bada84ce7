import type { Request, Wire } from '../../../core/contract/host.ts';
import type { Dice } from '../world/dice.ts';
import { forEver, type Life } from '../world/life.ts';
import type { Timeline } from '../world/timeline.ts';

/** The host's end of a wire; null while no host runs. */
export type Served = { readonly life: Life; readonly serve: (request: unknown) => Promise<unknown> };

export type WireParts = {
  readonly page: Life;
  readonly dice: Dice;
  readonly timeline: Timeline;
  readonly hostNow: () => Served | null;
  /** Whether the answer to this call is lost although the host has done it. */
  readonly losesAnswer: (name: string) => boolean;
  readonly onRequest: (name: string, text: string) => void;
  readonly onReply: (name: string, text: string) => void;
  /** The page has heard that there will be no answer. */
  readonly onBroken: (name: string) => void;
  readonly listeners: Set<(name: string, payload: unknown) => void>;
};

/** What lies between a page and its host: JSON text, a little time each way, and either end may be gone. */
export function simulatedWire(parts: WireParts): Wire {
  const { page, dice, timeline, hostNow, listeners } = parts;
  const travelMs = () => dice.between(0, 4);

  return {
    async request(request) {
      if (page.isOver()) return forEver();
      try {
        return await carried(request);
      } catch (cause) {
        parts.onBroken(request.name);
        throw cause;
      }
    },
    subscribe(name, listener) {
      const hear = (at: string, payload: unknown) => at === name && !page.isOver() && listener(payload);
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
  };

  async function carried(request: Request): Promise<unknown> {
    const text = JSON.stringify(request);
    parts.onRequest(request.name, text);
    await passing(timeline, page, travelMs());
    const host = hostNow();
    if (host === null) throw new Error('nobody listens');
    const reply = await Promise.race([served(host, text), untilGone(host.life)]);
    if (parts.losesAnswer(request.name)) throw new Error('the line broke');
    const answer = JSON.stringify(reply);
    await passing(timeline, page, travelMs());
    parts.onReply(request.name, answer);
    return page.isOver() ? forEver() : JSON.parse(answer);
  }
}

async function served({ life, serve }: Served, text: string): Promise<unknown> {
  const reply = await serve(JSON.parse(text));
  return life.isOver() ? forEver() : reply;
}

/** A host that dies closes its end of the line, and the page hears of that. */
function untilGone(life: Life): Promise<never> {
  return new Promise((_, reject) => life.onEnd(() => reject(new Error('the host is gone'))));
}

function passing(timeline: Timeline, life: Life, delayMs: number): Promise<void> {
  return new Promise((passed) => void timeline.after(delayMs, life, passed));
}
