import type { Life } from './life.ts';
import type { Settling } from './settling.ts';

/** Virtual time. It stands still while anything is under way and then jumps to whatever comes next. */
export type Timeline = {
  /** Milliseconds since the run began. */
  readonly nowMs: () => number;
  /** Once after `delayMs`, unless cancelled or `life` is over by then. */
  readonly after: (delayMs: number, life: Life, action: () => void) => () => void;
  /**
   * Until then, or until `isDone`, which is asked after every event.
   *
   * @throws when there is no end to what happens
   */
  readonly run: (untilMs: number, isDone?: () => boolean) => Promise<void>;
};

/** A run takes some thousands; whoever makes many more is waiting in circles. */
const mostEvents = 60_000;

type Due = { readonly atMs: number; readonly life: Life; readonly action: () => void };

export function newTimeline(settling: Settling): Timeline {
  /** Ascending; what falls due together stands in the order in which it was asked for. */
  const waiting: Due[] = [];
  let nowMs = 0;
  let events = 0;

  function placeOf(atMs: number): number {
    let at = waiting.length;
    for (let before = waiting[at - 1]; before !== undefined && before.atMs > atMs; before = waiting[at - 1]) {
      at -= 1;
    }
    return at;
  }

  return {
    nowMs: () => nowMs,
    after(delayMs, life, action) {
      const due = { atMs: nowMs + Math.max(0, delayMs), life, action };
      waiting.splice(placeOf(due.atMs), 0, due);
      return () => {
        const at = waiting.indexOf(due);
        if (at >= 0) waiting.splice(at, 1);
      };
    },
    async run(untilMs, isDone = () => false) {
      await settling.settled();
      for (let next = waiting[0]; next !== undefined && next.atMs <= untilMs; next = waiting[0]) {
        if (isDone()) return;
        waiting.shift();
        if (next.life.isOver()) continue;
        nowMs = Math.max(nowMs, next.atMs);
        events += 1;
        if (events > mostEvents) throw new Error('a busy loop: time hardly moves on');
        next.action();
        await settling.settled();
      }
      if (!isDone()) nowMs = Math.max(nowMs, untilMs);
    },
  };
}
