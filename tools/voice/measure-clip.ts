import { isHeard } from './sound/trim.ts';
import { truePeak } from './sound/true-peak.ts';
import { readWav } from './sound/wav-file.ts';

/** A clip as it is heard: decoded. */
export type ClipMeasure = {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  readonly ms: number;
  readonly isSilent: boolean;
  readonly longestGapMs: number;
  /** Samples at full scale beside another one: a single one may be chance. */
  readonly clippedSamples: number;
  readonly truePeakDb: number;
};

/** @returns null for what is no WAV that is read here */
export function measureClip(wav: Uint8Array): ClipMeasure | null {
  const pcm = readWav(wav);
  if (!pcm.ok) return null;
  const { samples, sampleRate } = pcm.value;
  return {
    samples,
    sampleRate,
    ms: (samples.length * 1000) / sampleRate,
    isSilent: !samples.some(isHeard),
    longestGapMs: (longestGap(samples) * 1000) / sampleRate,
    clippedSamples: clippedSamples(samples),
    truePeakDb: truePeak(samples),
  };
}

/** Samples of the longest silence between two sounds. */
function longestGap(samples: Float32Array): number {
  let longest = 0;
  let lastHeard = -1;
  for (let at = 0; at < samples.length; at++) {
    if (!isHeard(samples[at] ?? 0)) continue;
    if (lastHeard >= 0) longest = Math.max(longest, at - lastHeard);
    lastHeard = at;
  }
  return longest;
}

const fullScale = 0.999;

function clippedSamples(samples: Float32Array): number {
  let count = 0;
  let wasFull = false;
  for (const sample of samples) {
    const isFull = Math.abs(sample) >= fullScale;
    if (isFull && wasFull) count += 1;
    wasFull = isFull;
  }
  return count;
}
