/** A soft wooden click: it tells that a key was taken, and never which. */
const hertz = 660;
const lengthS = 0.05;
const peak = 0.3;
/** How fast it dies away: to a thousandth at its end. */
const decayPerS = Math.log(1_000) / lengthS;

function tickBuffer(context: BaseAudioContext): AudioBuffer {
  const { sampleRate } = context;
  const buffer = new AudioBuffer({ length: Math.round(lengthS * sampleRate), sampleRate });
  buffer.copyToChannel(
    Float32Array.from({ length: buffer.length }, (_, at) => {
      const atS = at / sampleRate;
      return peak * Math.exp(-decayPerS * atS) * Math.sin(2 * Math.PI * hertz * atS);
    }),
    0,
  );
  return buffer;
}

/** @param gain amplitude factor, 0 to 1 */
export function playTick(context: AudioContext, gain: number): void {
  const volume = new GainNode(context, { gain });
  const click = new AudioBufferSourceNode(context, { buffer: tickBuffer(context) });
  click.connect(volume).connect(context.destination);
  click.start();
}
