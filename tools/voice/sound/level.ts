import { integratedLoudness } from './loudness.ts';
import { amplitude, peaks } from './true-peak.ts';

/** A session of one speaker: all its clips at one sample rate. */
export type Session = { readonly sampleRate: number; readonly clips: readonly Float32Array[] };

export type Loudness = { readonly lufs: number; readonly tpMax: number };

/** Half the time in which the limiter comes and goes: too short to be heard as a change of loudness. */
const limiterMs = 2;
/** Limiting takes some loudness away again; after a few rounds what is left is inaudible. */
const mostRounds = 4;
const mostMakeUpDb = 4;
const closeEnough = 0.15;

/**
 * Brings a whole session to one loudness with one gain, never clip by clip: of a short word the loudness cannot be
 * measured, and a shout and a whisper of the same speaker would become alike.
 */
export function levelled({ sampleRate, clips }: Session, { lufs, tpMax }: Loudness): readonly Float32Array[] {
  const ceiling = amplitude(tpMax);
  let gainDb = lufs - integratedLoudness(strung(clips), sampleRate);
  if (!Number.isFinite(gainDb)) return clips;
  const floor = ceiling / amplitude(gainDb + mostMakeUpDb);
  const heights = clips.map((clip) => peaks(clip, floor));
  for (let round = 1; ; round++) {
    const limit = { sampleRate, gain: amplitude(gainDb), ceiling };
    const even = clips.map((clip, at) => limited(clip, heights[at] ?? peaks(clip), limit));
    const missing = lufs - integratedLoudness(strung(even), sampleRate);
    if (Math.abs(missing) < closeEnough || round === mostRounds) return even;
    gainDb += missing;
  }
}

/** One after the other, as one long recording. */
export function strung(clips: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(clips.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const clip of clips) {
    all.set(clip, at);
    at += clip.length;
  }
  return all;
}

export type Limit = {
  readonly sampleRate: number;
  /** Amplitude factor before the limit. */
  readonly gain: number;
  /** Highest amplitude of the analogue sound. */
  readonly ceiling: number;
};

/**
 * Turns the sound up or down, and further down about each peak that would be too high, smoothly and before it comes.
 *
 * @param heights the `peaks` of the samples
 */
export function limited(
  samples: Float32Array,
  heights: Float32Array,
  { sampleRate, gain, ceiling }: Limit,
): Float32Array {
  const highest = ceiling / gain;
  const reach = Math.round((limiterMs * sampleRate) / 1000);
  if (!heights.some((height) => height > highest)) return scaled(samples, gain);
  const needed = heights.map((height) => Math.min(1, highest / height));
  const factors = movingMean(lowestAround(needed, reach), reach);
  const out = scaled(samples, gain);
  for (let at = 0; at < out.length; at++) out[at] = (out[at] ?? 0) * (factors[at] ?? 1);
  return out;
}

function scaled(samples: Float32Array, gain: number): Float32Array {
  const out = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at++) out[at] = (samples[at] ?? 0) * gain;
  return out;
}

/** The lowest value at most `reach` samples away. */
function lowestAround(values: Float32Array, reach: number): Float32Array {
  const lowest = new Float32Array(values.length).fill(1);
  // Nearly all values are 1, so the few that are not spread themselves.
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 1;
    if (value === 1) continue;
    const last = Math.min(values.length - 1, at + reach);
    for (let near = Math.max(0, at - reach); near <= last; near++)
      if (value < (lowest[near] ?? 1)) lowest[near] = value;
  }
  return lowest;
}

/** Beyond the ends it goes on as at the ends. */
function movingMean(values: Float32Array, reach: number): Float32Array {
  const padded = new Float32Array(values.length + 2 * reach);
  padded.fill(values[0] ?? 1, 0, reach);
  padded.set(values, reach);
  padded.fill(values.at(-1) ?? 1, reach + values.length);
  const width = 2 * reach + 1;
  let sum = 0;
  for (const value of padded.subarray(0, width - 1)) sum += value;
  const means = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    sum += padded[at + width - 1] ?? 1;
    means[at] = sum / width;
    sum -= padded[at] ?? 1;
  }
  return means;
}
