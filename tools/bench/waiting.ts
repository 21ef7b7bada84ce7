/** Far longer than anything measured here; what takes longer is broken, not slow. */
const mostMs = 15_000;

export function inTime(ms: number): Promise<void> {
  return new Promise((done) => void setTimeout(done, ms));
}

/** What somebody tells, one after the other. Waiting for it takes no time from the process that is measured. */
export type Tellings<T> = {
  readonly tell: (what: T) => void;
  /** When it was told, monotonic; at once when the last telling is so already. */
  readonly when: (isSo: (what: T) => boolean) => Promise<number>;
};

export function tellings<T>(): Tellings<T> {
  const waiting = new Set<(what: T) => void>();
  let last: { readonly what: T } | null = null;
  return {
    tell(what) {
      last = { what };
      for (const hear of waiting) hear(what);
    },
    when: (isSo) =>
      new Promise((told, failed) => {
        if (last !== null && isSo(last.what)) return told(performance.now());
        const timer = setTimeout(() => failed(new Error('waited in vain')), mostMs);
        const hear = (what: T) => {
          if (!isSo(what)) return;
          clearTimeout(timer);
          waiting.delete(hear);
          told(performance.now());
        };
        waiting.add(hear);
      }),
  };
}
