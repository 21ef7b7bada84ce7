/** How fast something that keeps failing is started again. */
export type RestartPace = {
  readonly firstMs: number;
  readonly longestMs: number;
  /** What lived so long was well; the next restart is quick again. */
  readonly steadyMs: number;
};

/** A page is back within a second after an accident, and a broken machine does not burn itself with trying. */
export const pagePace: RestartPace = { firstMs: 1_000, longestMs: 30_000, steadyMs: 60_000 };

/** @returns answers how long something lived with how long to wait before its next start; doubles up to `longestMs` */
export function restartPacer({ firstMs, longestMs, steadyMs }: RestartPace): (livedMs: number) => number {
  let nextMs = firstMs;
  return (livedMs) => {
    const pauseMs = livedMs >= steadyMs ? firstMs : nextMs;
    nextMs = Math.min(pauseMs * 2, longestMs);
    return pauseMs;
  };
}
