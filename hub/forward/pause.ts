import type { ForwardTrouble } from './forward-kiosk.ts';

/** While all is well: another hub process may have stored something, or the head office may be gone. */
export const lookAgainMs = 15_000;

const firstBackOffMs = 1_000;
const longestBackOffMs = 5 * 60_000;
/** A head office that asks for more than this has made a mistake. */
const longestToldMs = 60 * 60_000;

/**
 * How long until the next try. Full jitter up to a bound that doubles, as kiosks do; the head office's own word goes
 * before it and is never shortened.
 *
 * @param failures in a row, this one included
 * @param fraction evenly in [0, 1)
 */
export function forwardPauseMs(trouble: ForwardTrouble | null, failures: number, fraction: number): number {
  if (trouble === null) return lookAgainMs;
  if (trouble.code === 'busy' && trouble.retryAfterMs !== null)
    return Math.min(trouble.retryAfterMs, longestToldMs) + 1_000 * fraction;
  return Math.min(longestBackOffMs, firstBackOffMs * 2 ** failures) * fraction;
}
