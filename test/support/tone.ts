/** A sine; `amplitude` 1 is full scale. */
export function tone(
  frequency: number,
  seconds: number,
  { amplitude = 1, sampleRate = 48_000, phase = 0 } = {},
): Float32Array {
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  const step = (2 * Math.PI * frequency) / sampleRate;
  for (let at = 0; at < samples.length; at++) samples[at] = amplitude * Math.sin(step * at + phase);
  return samples;
}
