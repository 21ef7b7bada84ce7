/** Time comes in as an argument, so that a test or a simulation can hold it still. */
export type Clock = {
  /** Wall clock, milliseconds since 1970-01-01T00:00Z. May jump; never used for order. */
  readonly nowMs: () => number;
  /** Monotonic, milliseconds since an arbitrary start. For measuring how long something took. */
  readonly monotonicMs: () => number;
  /** Calls `action` once after `delayMs`; the returned function cancels it and may be called at any time. */
  readonly after: (delayMs: number, action: () => void) => () => void;
};

/** A calendar day in the kiosk's own time zone, `YYYY-MM-DD`. */
export type Day = string;
