import type { Clock } from '../../core/lib/clock.ts';

/**
 * A trembling finger strikes twice; the second strike within this time is the same intention (EN 301 549 §5.8). A digit
 * that was meant twice and counted once is seen, because the number stays too short; one that counted twice is not.
 */
export const doubleStrikeMs = 500;

/** `key`: which key was pressed; `screenId`: the screen it stood on. */
export type Press = { readonly key: string; readonly screenId: string };

/** True when the press is meant, false when it is the echo of the one before. */
export type PressGuard = (press: Press) => boolean;

/**
 * One guard for all keys of a screen. An echo is a second strike on the same key, and also a strike on a key of the
 * next screen that has just come up under the finger.
 */
export function createPressGuard(clock: Pick<Clock, 'monotonicMs'>): PressGuard {
  let last: (Press & { readonly atMs: number }) | null = null;
  return (press) => {
    const atMs = clock.monotonicMs();
    const isSoon = last !== null && atMs - last.atMs < doubleStrikeMs;
    // A hand that drums goes on drumming: not before it pauses has it seen the new screen.
    if (isSoon && last?.screenId !== press.screenId) {
      last = { ...press, screenId: last?.screenId ?? '', atMs };
      return false;
    }
    if (isSoon && last?.key === press.key) return false;
    last = { ...press, atMs };
    return true;
  };
}
