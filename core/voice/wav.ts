const headerBytes = 44;

/** A RIFF/WAVE file of 16-bit mono PCM, little-endian (IBM/Microsoft Multimedia Programming Interface 1.0, 1991). */
export function wavOf(samples: Int16Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const wav = new Uint8Array(headerBytes + samples.length * 2);
  const view = new DataView(wav.buffer);
  const tag = (at: number, name: string) => wav.set(Array.from(name, asciiOf), at);
  tag(0, 'RIFF');
  view.setUint32(4, wav.length - 8, true);
  tag(8, 'WAVE');
  tag(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // mono
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true); // bytes a second
  view.setUint16(32, 2, true); // bytes a frame
  view.setUint16(34, 16, true); // bits a sample
  tag(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, at) => view.setInt16(headerBytes + at * 2, sample, true));
  return wav;
}

function asciiOf(letter: string): number {
  return letter.charCodeAt(0);
}

/** 16-bit samples of amplitudes -1 to 1; what lies beyond is cut off. */
export function pcm16(amplitudes: Float32Array): Int16Array {
  const samples = new Int16Array(amplitudes.length);
  for (let at = 0; at < samples.length; at++)
    samples[at] = Math.round(Math.max(-1, Math.min(1, amplitudes[at] ?? 0)) * 32_767);
  return samples;
}

/** The amplitudes of 16-bit samples. */
export function amplitudes16(samples: Int16Array): Float32Array {
  const amplitudes = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at++) amplitudes[at] = (samples[at] ?? 0) / 2 ** 15;
  return amplitudes;
}
