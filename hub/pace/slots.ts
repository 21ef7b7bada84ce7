/**
 * How a hub lets a crowd in. It takes what it can at once; everybody else is told when to come again, in the order in
 * which they came, half as fast again as the hub works. What it can do it learns from itself, in the seconds in which
 * it was never short of work: only then was it fully at work. Sizes are bytes of body, which are known before a body is
 * read. Times are monotonic milliseconds.
 */
export type Slots = {
  /** Bytes a second in the last full seconds, newest last. */
  readonly samples: readonly number[];
  readonly second: {
    readonly fromMs: number;
    readonly bytes: number;
    /** Somebody had to be turned away. */
    readonly wasFull: boolean;
    /** The fewest that were left in hand when one was done. */
    readonly leastLeft: number;
  };
  /** Mean size of an upload, over the last few. */
  readonly meanBytes: number;
  /** Up to then everything is promised to somebody. */
  readonly promisedUntilMs: number;
};

/**
 * Of what the hub can do. A time that was told cannot be taken back: a hub that is faster by then would idle until it has
 * come. So everybody comes early, and who finds no place is told anew, by what the hub can do now. A further knock costs
 * a thirtieth of an upload; a place left empty, a whole one.
 */
const promisedShare = 1.5;
/** Before the first full second. Too high a guess costs a second knock, too low a one idle time. */
const guessedBytesPerSecond = 10_000_000;
const samplesKept = 5;
const secondMs = 1_000;
/** Nobody is sent away for longer: the hub may be free sooner than it thinks. */
const longestWaitMs = 10 * 60_000;
/** First contacts spread over this share of the time that all of them take, for the same reason. */
const spreadShare = 0.6;
/** A hub that always had so many more in hand was fully at work. */
const neverShortOfWork = 8;
const longestSpreadSeconds = 600;

export function newSlots(nowMs: number): Slots {
  return {
    samples: [],
    second: newSecond(nowMs),
    meanBytes: 40_000,
    promisedUntilMs: nowMs,
  };
}

/** Bytes a second that the hub has shown it can take. The best of the last seconds: a hub is easily held up, never hurried. */
export function capacity({ samples }: Slots): number {
  return samples.length === 0 ? guessedBytesPerSecond : Math.max(...samples);
}

/** An upload has been taken and answered. @param left how many are still in hand */
export function took(slots: Slots, bytes: number, nowMs: number, left = 0): Slots {
  const { second, ...rest } = turnSecond(slots, nowMs);
  const meanBytes = rest.meanBytes + (bytes - rest.meanBytes) / 20;
  const leastLeft = Math.min(second.leastLeft, left);
  return { ...rest, meanBytes, second: { ...second, bytes: second.bytes + bytes, leastLeft } };
}

/** Somebody has to be turned away: when he may come again, in whole seconds and at least one. */
export function turnAway(
  slots: Slots,
  bytes: number | null,
  nowMs: number,
): { readonly slots: Slots; readonly retryAfterSeconds: number } {
  const { second, ...rest } = turnSecond(slots, nowMs);
  const freeMs = Math.max(rest.promisedUntilMs, nowMs + secondMs);
  const fromMs = Math.min(freeMs, nowMs + longestWaitMs);
  const tookMs = ((bytes ?? rest.meanBytes) / (capacity(slots) * promisedShare)) * secondMs;
  return {
    slots: { ...rest, second: { ...second, wasFull: true }, promisedUntilMs: fromMs + tookMs },
    // Rounded down, because everybody adds up to a second of his own.
    retryAfterSeconds: Math.floor((fromMs - nowMs) / secondMs),
  };
}

/**
 * Over how long so many kiosks that come back together are to spread their first contact: most of the time that all of
 * them take. In much less, the hub spends itself on turning them away; in more, it idles.
 */
export function spreadSeconds(slots: Slots, kiosks: number): number {
  const allOfThem = (kiosks * slots.meanBytes) / capacity(slots);
  return Math.min(longestSpreadSeconds, Math.round(allOfThem * spreadShare));
}

/**
 * A second that was full to its end says what the hub can do; any other only that it can do no less. One that nobody ended
 * for long, because it was followed by silence, says nothing.
 */
function turnSecond(slots: Slots, nowMs: number): Slots {
  const { fromMs, bytes, wasFull, leastLeft } = slots.second;
  const passedMs = nowMs - fromMs;
  if (passedMs < secondMs) return slots;
  const sample = (bytes / passedMs) * secondMs;
  const wasBusy = wasFull || leastLeft >= neverShortOfWork;
  const isSample = sample > 0 && passedMs < 2 * secondMs && (wasBusy || sample > capacity(slots));
  return {
    ...slots,
    samples: isSample ? [...slots.samples, sample].slice(-samplesKept) : slots.samples,
    second: newSecond(nowMs),
  };
}

function newSecond(fromMs: number): Slots['second'] {
  return { fromMs, bytes: 0, wasFull: false, leastLeft: Infinity };
}
