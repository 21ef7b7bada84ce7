/** Randomness comes in as an argument, so that a seed can repeat it. */
export type Random = {
  /** A whole number from 0 up to but not including `limit`; `limit` is at least 1. */
  readonly below: (limit: number) => number;
};
