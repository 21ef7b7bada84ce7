import type { ClockEvidence } from '../../core/records/envelope.ts';

/** An interval of the hub's own clock, milliseconds since 1970-01-01T00:00Z; both ends belong to it. */
export type TimeBounds = { readonly notBeforeMs: number; readonly notAfterMs: number };

export type ClockQuestion = {
  /** What the kiosk's wall clock said when it accepted the record. */
  readonly acceptedAtMs: number;
  /** As of accepting, in the envelope's signed header. */
  readonly record: ClockEvidence;
  /** As of sending. */
  readonly upload: ClockEvidence;
  /** The hub's clock when the upload arrived. */
  readonly receivedAtMs: number;
  /** The longest that an upload can have been on its way. */
  readonly transportMs: number;
  /**
   * When the record before it was accepted at the earliest, or the last word that is known of this kiosk; null when
   * nothing is. One chain is one order, whatever the clocks say.
   */
  readonly notBeforeMs: number | null;
};

export type ClockFinding = TimeBounds & {
  /** `same-run`: measured by one monotonic clock. `between`: only known to lie between two things. */
  readonly basis: 'same-run' | 'between';
  /**
   * Where the kiosk's wall clock stood against these bounds: a clock at 1970 or 2099, a day off, or a summer time of
   * its own. Told to staff; no reason to refuse.
   */
  readonly wallClock: 'fits' | 'ahead' | 'behind';
};

/** Quartz drifts by 100 ppm at worst; two of them against each other by twice that. */
const driftPpm = 200;
/** Less than this between wall clock and bounds is the everyday difference of two clocks. */
const toleranceMs = 2 * 60_000;

/**
 * Bounds the true time at which a record was accepted. The wall clock of the kiosk plays no part in it: it is only held
 * against the outcome.
 */
export function clockBounds(asked: ClockQuestion): ClockFinding {
  const bounds = within(measured(asked), asked);
  return { ...bounds, wallClock: wallClockAgainst(bounds, asked) };
}

/** What one run of the machine has measured; null when the two ends are not of one run, or contradict each other. */
function measured({ record, upload, receivedAtMs, transportMs }: ClockQuestion): TimeBounds | null {
  const elapsedMs = upload.monotonicMs - record.monotonicMs;
  if (record.bootId !== upload.bootId || elapsedMs < 0) return null;
  const driftMs = Math.ceil((elapsedMs * driftPpm) / 1_000_000);
  return {
    notBeforeMs: receivedAtMs - elapsedMs - transportMs - driftMs,
    notAfterMs: Math.min(receivedAtMs, receivedAtMs - elapsedMs + driftMs),
  };
}

/** Nothing is accepted after it has arrived, nor before what stands before it in the chain. */
function within(own: TimeBounds | null, asked: ClockQuestion): TimeBounds & Pick<ClockFinding, 'basis'> {
  const notAfterMs = own?.notAfterMs ?? asked.receivedAtMs;
  // A hub whose own clock was put back must not turn the interval inside out.
  const notBeforeMs = Math.min(notAfterMs, Math.max(own?.notBeforeMs ?? 0, asked.notBeforeMs ?? 0));
  return { notBeforeMs, notAfterMs, basis: own === null ? 'between' : 'same-run' };
}

/** A kiosk that knows its own error is judged by what it would have said without it. */
function wallClockAgainst(bounds: TimeBounds, asked: ClockQuestion): ClockFinding['wallClock'] {
  const saidMs = asked.acceptedAtMs + (asked.record.hubOffsetMs ?? 0);
  if (saidMs > bounds.notAfterMs + toleranceMs) return 'ahead';
  return saidMs < bounds.notBeforeMs - toleranceMs ? 'behind' : 'fits';
}
