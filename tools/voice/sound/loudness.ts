/** A second-order filter: b0, b1, b2 over 1, a1, a2. */
export type Biquad = {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
};

/**
 * The two stages of the K weighting, ITU-R BS.1770-4 Annex 1. The standard gives its coefficients at 48 kHz; these are
 * the analogue filters behind them, so that other rates weigh alike.
 */
export function kWeighting(sampleRate: number): readonly [Biquad, Biquad] {
  return [headShelf(sampleRate), lowCut(sampleRate)];
}

/** The head as a sphere: 4 dB more above some 1.7 kHz. */
function headShelf(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 1_681.974450955533) / sampleRate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b: [
      (high + (band * k) / q + k * k) / a0,
      (2 * (k * k - high)) / a0,
      (high - (band * k) / q + k * k) / a0,
    ],
    a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  };
}

function lowCut(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] };
}

const blockMs = 400;
const stepMs = 100;
const absoluteGate = -70;
const relativeGate = -10;

/**
 * Integrated loudness of one channel in LUFS, gated (ITU-R BS.1770-4); −Infinity where everything is below the gate.
 * A full-scale sine of 997 Hz has −3.01.
 */
export function integratedLoudness(samples: Float32Array, sampleRate: number): number {
  const powers = blockPowers(samples, sampleRate);
  const loud = powers.filter((power) => loudnessOf(power) > absoluteGate);
  const gate = loudnessOf(mean(loud)) + relativeGate;
  return loudnessOf(mean(loud.filter((power) => loudnessOf(power) > gate)));
}

function loudnessOf(power: number): number {
  return power > 0 ? -0.691 + 10 * Math.log10(power) : -Infinity;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean square of each block of 400 ms, one every 100 ms. */
function blockPowers(samples: Float32Array, sampleRate: number): readonly number[] {
  const step = Math.round((stepMs * sampleRate) / 1000);
  const energies = stepEnergies(samples, sampleRate, step);
  const stepsInBlock = blockMs / stepMs;
  return energies.slice(stepsInBlock - 1).map((_, at) => {
    const block = energies.slice(at, at + stepsInBlock);
    return block.reduce((sum, energy) => sum + energy, 0) / (step * stepsInBlock);
  });
}

/** Energy of each whole step of the weighted sound; both filters in transposed direct form II, in one go over it. */
function stepEnergies(samples: Float32Array, sampleRate: number, step: number): readonly number[] {
  const [{ b, a }, { b: c, a: d }] = kWeighting(sampleRate);
  const [b0, b1, b2] = b;
  const [a1, a2] = a;
  const [c0, c1, c2] = c;
  const [d1, d2] = d;
  let [s1, s2, t1, t2] = [0, 0, 0, 0];
  return Array.from({ length: Math.floor(samples.length / step) }, (_, place) => {
    let energy = 0;
    for (let at = place * step; at < (place + 1) * step; at++) {
      const sample = samples[at] ?? 0;
      const shelved = b0 * sample + s1;
      s1 = b1 * sample - a1 * shelved + s2;
      s2 = b2 * sample - a2 * shelved;
      const weighted = c0 * shelved + t1;
      t1 = c1 * shelved - d1 * weighted + t2;
      t2 = c2 * shelved - d2 * weighted;
      energy += weighted * weighted;
    }
    return energy;
  });
}
