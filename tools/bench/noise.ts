import { loadavg } from 'node:os';
import { percentile, spread, tenths } from '../rig/figures.ts';

/** The machine's own noise: a fixed piece of work, timed between the things that are measured. */
export type Noise = { readonly sample: () => void; readonly figures: () => NoiseFigures };

export type NoiseFigures = {
  readonly fixedWorkMs: { readonly p50: number; readonly p95: number };
  readonly worstOverMedian: number;
  readonly loadAverage: number;
};

const samplesAtOnce = 20;

export function noiseMeter(): Noise {
  const samplesMs: number[] = [];
  return {
    sample() {
      for (let left = samplesAtOnce; left > 0; left -= 1) samplesMs.push(fixedWorkMs());
    },
    figures: () => ({
      fixedWorkMs: spread(samplesMs),
      worstOverMedian: tenths(Math.max(...samplesMs) / percentile(samplesMs, 0.5)),
      loadAverage: tenths(loadavg()[0] ?? Number.NaN),
    }),
  };
}

/** A piece of arithmetic that always takes the same instructions. */
function fixedWorkMs(): number {
  const startMs = performance.now();
  let sum = 0;
  for (let n = 0; n < 2_000_000; n += 1) sum = (sum * 31 + n) % 1_000_003;
  return performance.now() - startMs + (sum < 0 ? 1 : 0);
}
