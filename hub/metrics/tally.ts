import type { Family, Sample } from './exposition.ts';

/** Adds up by one label. */
export type Tally = { readonly add: (word: string, times?: number) => void; readonly family: () => Family };

export function tally(name: string, help: string, label: string): Tally {
  const counts = new Map<string, number>();
  return {
    add: (word, times = 1) => void counts.set(word, (counts.get(word) ?? 0) + times),
    family: () => ({
      name,
      help,
      type: 'counter',
      samples: [...counts].map(([word, value]) => ({ labels: { [label]: word }, value })),
    }),
  };
}

/** How long something took, in seconds, by upper bounds. */
export type Histogram = { readonly observe: (seconds: number) => void; readonly family: () => Family };

export function histogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const counts = [...bounds, Infinity].map(() => 0);
  let sum = 0;
  return {
    observe(seconds) {
      sum += seconds;
      const found = bounds.findIndex((bound) => seconds <= bound);
      const at = found < 0 ? bounds.length : found;
      counts[at] = (counts[at] ?? 0) + 1;
    },
    family: () => ({ name, help, type: 'histogram', samples: histogramSamples(bounds, counts, sum) }),
  };
}

function histogramSamples(
  bounds: readonly number[],
  counts: readonly number[],
  sum: number,
): readonly Sample[] {
  let below = 0;
  const buckets = counts.map((count, at) => {
    below += count;
    const bound = bounds[at];
    return { suffix: '_bucket', labels: { le: bound === undefined ? '+Inf' : String(bound) }, value: below };
  });
  return [...buckets, { suffix: '_sum', value: sum }, { suffix: '_count', value: below }];
}
