/** The interpolating filter of ITU-R BS.1770-4 Annex 2: four times the rate, two of its phases and their mirror images. */
const phases: readonly (readonly number[])[] = [
  [
    0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625,
    0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
  ],
  [
    -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625,
    0.77978515625, -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
  ],
];
const filters = [...phases, ...phases.toReversed().map((one) => one.toReversed())].map((one) =>
  Float64Array.from(one),
);
const taps = 12;
/** Samples that the filter's middle lies behind its newest one. */
const delay = taps / 2 - 1;
/** Between samples the sound is never higher than this many times the highest of those about it: the sum of the taps. */
const mostOvershoot = 2.1;
const blockLength = 32;

/**
 * For each sample the highest amplitude of the analogue sound about it, full scale being 1.
 *
 * @param floor where the sound is surely lower, the samples' own amplitude will do: looking between them is costly
 */
export function peaks(samples: Float32Array, floor = 0): Float32Array {
  const found = samples.map(Math.abs);
  const padded = new Float32Array(samples.length + 2 * taps);
  padded.set(samples, taps);
  for (let from = 0; from < samples.length; from += blockLength) {
    const to = Math.min(samples.length, from + blockLength);
    if (highestIn(padded, from, to + 2 * taps) * mostOvershoot < floor) continue;
    for (const filter of filters) lookBetween(padded, filter, found, from, to);
  }
  return found;
}

function highestIn(samples: Float32Array, from: number, to: number): number {
  let highest = 0;
  for (let at = from; at < to; at++) highest = Math.max(highest, Math.abs(samples[at] ?? 0));
  return highest;
}

/** One phase of the interpolation. */
function lookBetween(
  padded: Float32Array,
  filter: Float64Array,
  found: Float32Array,
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at++) {
    let sum = 0;
    const newest = at + taps + delay;
    for (let tap = 0; tap < taps; tap++) sum += (filter[tap] ?? 0) * (padded[newest - tap] ?? 0);
    const height = sum < 0 ? -sum : sum;
    if (height > (found[at] ?? 0)) found[at] = height;
  }
}

/** The highest point between the samples too, dB true peak; −Infinity for silence. */
export function truePeak(samples: Float32Array): number {
  const highest = highestIn(samples, 0, samples.length);
  const heights = peaks(samples, highest);
  return decibels(highestIn(heights, 0, heights.length));
}

export function decibels(amplitude: number): number {
  return 20 * Math.log10(amplitude);
}

export function amplitude(db: number): number {
  return 10 ** (db / 20);
}
