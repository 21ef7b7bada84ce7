import type { Clock } from '../../../core/lib/clock.ts';
import type { Life } from '../world/life.ts';
import type { Timeline } from '../world/timeline.ts';

export const clockJumps = ['day-forward', 'day-back', 'summer-time', 'winter-time', '1970', '2099'] as const;
export type ClockJump = (typeof clockJumps)[number];

const startedMs = Date.UTC(2026, 10, 2, 1);
const hourMs = 3_600_000;

export type WallClock = {
  readonly of: (life: Life) => Clock;
  readonly jump: (jump: ClockJump) => void;
  /** Somebody sets it right. */
  readonly setRight: () => void;
};

/** The clock of a kiosk: what it shows may jump, while time itself goes on. Each life has monotonic time of its own. */
export function wallClock(timeline: Timeline): WallClock {
  let offsetMs = 0;
  const trueMs = () => startedMs + timeline.nowMs();

  return {
    of(life) {
      const bornMs = timeline.nowMs();
      return {
        nowMs: () => trueMs() + offsetMs,
        monotonicMs: () => timeline.nowMs() - bornMs,
        after: (delayMs, action) => timeline.after(delayMs, life, action),
      };
    },
    jump(jump) {
      switch (jump) {
        case 'day-forward':
          offsetMs += 24 * hourMs;
          return;
        case 'day-back':
          offsetMs -= 24 * hourMs;
          return;
        case 'summer-time':
          offsetMs += hourMs;
          return;
        case 'winter-time':
          offsetMs -= hourMs;
          return;
        case '1970':
          offsetMs = -trueMs() + 60_000;
          return;
        case '2099':
          offsetMs = Date.UTC(2099, 11, 31) - trueMs();
      }
    },
    setRight: () => void (offsetMs = 0),
  };
}

/** The hub's clock is right. */
export function hubClock(timeline: Timeline): Pick<Clock, 'nowMs'> {
  return { nowMs: () => startedMs + timeline.nowMs() };
}
