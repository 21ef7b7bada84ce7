/** The value below which a share of the figures lies; nearest rank. NaN of nothing is a mistake of the caller's. */
export function percentile(figures: readonly number[], share: number): number {
  if (figures.length === 0) throw new RangeError('no figures');
  const sorted = figures.toSorted((a, b) => a - b);
  const rank = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.min(Math.max(rank, 0), sorted.length - 1)] ?? Number.NaN;
}

/** Tenths of a millisecond are the finest that the page's clock gives. */
export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

export function spread(figures: readonly number[]): { readonly p50: number; readonly p95: number } {
  return { p50: tenths(percentile(figures, 0.5)), p95: tenths(percentile(figures, 0.95)) };
}
