import { marksFrom } from '../../core/voice/marks.ts';
import type { Mark } from '../../core/voice/pack.ts';
import type { EngineSound } from './engine-messages.ts';
import { wavOf } from '../../core/voice/wav.ts';

/** A sentence as sound. */
export type Spoken = {
  /** 16-bit mono WAV, peak at −3 dBFS. */
  readonly wav: Uint8Array<ArrayBuffer>;
  readonly durationMs: number;
  readonly marks: readonly Mark[];
};

/** −3 dBFS of a 16-bit sample: headroom for the loudspeaker's own amplifier. */
const peakLimit = Math.floor(10 ** (-3 / 20) * 32_767);
/** Below this a sample counts as silence (−54 dBFS). */
const silence = 64;
const headMs = 30;
/** The pause before the next sentence. */
const tailMs = 250;

/** Trims an engine's sound, lowers it where it is too loud, and places the marks. Null when there is nothing to hear. */
export function shapeSound({ pcm, sampleRate, words }: EngineSound, text: string): Spoken | null {
  const first = pcm.findIndex(isHeard);
  if (first < 0) return null;
  const last = pcm.findLastIndex(isHeard);
  const samplesOf = (ms: number) => Math.round((ms * sampleRate) / 1000);
  const from = Math.max(0, first - samplesOf(headMs));
  const heard = pcm.subarray(from, last + 1);

  const peak = heard.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  const gain = Math.min(1, peakLimit / peak);
  const samples = new Int16Array(heard.length + samplesOf(tailMs));
  samples.set(heard.map((sample) => Math.trunc(sample * gain)));

  const cutMs = (from * 1000) / sampleRate;
  const placed = words.map(({ position, atMs }) => ({ position, atMs: atMs - cutMs }));
  return {
    wav: wavOf(samples, sampleRate),
    durationMs: Math.round((samples.length * 1000) / sampleRate),
    marks: marksFrom(text, placed),
  };
}

function isHeard(sample: number): boolean {
  return Math.abs(sample) > silence;
}
