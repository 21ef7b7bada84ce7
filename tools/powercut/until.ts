import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 20;

/** Looks until something is so. Throws `what` when that takes too long. */
export async function until(isSo: () => boolean, withinMs: number, what: string): Promise<void> {
  for (let waitedMs = 0; !isSo(); waitedMs += lookEveryMs) {
    if (waitedMs > withinMs) throw new Error(what);
    await pause(lookEveryMs);
  }
}
