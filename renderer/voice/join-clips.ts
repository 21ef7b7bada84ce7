import type { SoundStep } from '../../core/voice/choose.ts';
import { pcm16, wavOf } from '../../core/voice/wav.ts';

/** Makes one sound of several, so that a sentence is played, paused, slowed and stopped as one. Its URL, or null. */
export type JoinClips = (steps: readonly SoundStep[]) => Promise<string | null>;

/** Opus decodes at this rate anyway. */
const sampleRate = 48_000;
/** A cut in a voice is heard as a click; a ramp this short is not heard at all. */
const rampMs = 10;
const fetchWithinMs = 3_000;

/** Joins clips of the page's own origin into a WAV at a `data:` URL: sample by sample, with no gap that a clock could make. */
export function browserJoin(): JoinClips {
  // Decodes without a loudspeaker, and before any touch.
  const decoder = new OfflineAudioContext(1, 1, sampleRate);
  const decode = async (step: SoundStep): Promise<Float32Array> => {
    if ('pauseMs' in step) return new Float32Array(samplesIn(step.pauseMs));
    const reply = await fetch(step.url, { signal: AbortSignal.timeout(fetchWithinMs) });
    if (!reply.ok) throw new Error(`nothing at ${step.url}: ${reply.status}`);
    const clip = await decoder.decodeAudioData(await reply.arrayBuffer());
    return ramped(clip.getChannelData(0));
  };
  return async (steps) => {
    try {
      const sounds = await Promise.all(steps.map(decode));
      return await dataUrl(new Blob([wavOf(pcm16(joined(sounds)), sampleRate)], { type: 'audio/wav' }));
    } catch {
      return null; // a clip that is gone, or is none: the whole sentence comes from the next source
    }
  };
}

function samplesIn(ms: number): number {
  return Math.round((ms * sampleRate) / 1000);
}

function ramped(samples: Float32Array): Float32Array {
  const ramp = Math.max(1, Math.min(samplesIn(rampMs), Math.floor(samples.length / 2)));
  return samples.map((sample, at) => sample * Math.min(1, at / ramp, (samples.length - 1 - at) / ramp));
}

function joined(sounds: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(sounds.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const sound of sounds) {
    all.set(sound, at);
    at += sound.length;
  }
  return all;
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((settle, fail) => {
    const reader = new FileReader();
    // Only readAsArrayBuffer gives anything else.
    reader.addEventListener('load', () => settle(reader.result as string));
    reader.addEventListener('error', () => fail(reader.error));
    reader.readAsDataURL(blob);
  });
}
