import { blockSamples, type Tape } from './tape.ts';

/** −60 dBFS: below the quietest voice and above the noise of a silent graph. */
const heard = 0.001;

const secondsOf = (tape: Tape, block: number) => (block * blockSamples) / tape.sampleRate;
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** The level of all tracks together, block by block. */
export function together({ levels }: Tape): readonly number[] {
  const blocks = levels[0]?.length ?? 0;
  return Array.from({ length: blocks }, (_, at) => Math.hypot(...levels.map((track) => track[at] ?? 0)));
}

/** A stretch of sound, in seconds on the tape. */
export type Stretch = { readonly fromS: number; readonly toS: number };

/** What sounds, in stretches that a silence of `gapS` or more divides. */
export function stretches(tape: Tape, gapS: number): readonly Stretch[] {
  const found: { fromS: number; toS: number }[] = [];
  together(tape).forEach((level, at) => {
    if (level < heard) return;
    const fromS = secondsOf(tape, at);
    const toS = secondsOf(tape, at + 1);
    const last = found.at(-1);
    if (last === undefined || fromS - last.toS >= gapS) found.push({ fromS, toS });
    else last.toS = toS;
  });
  return found;
}

/** The most tracks that sound within one window of 10 ms. */
export function mostAtOnce({ levels, sampleRate }: Tape): number {
  const blocksOf10Ms = Math.ceil((0.01 * sampleRate) / blockSamples);
  const blocks = levels[0]?.length ?? 0;
  let most = 0;
  for (let from = 0; from < blocks; from += blocksOf10Ms) {
    const sounding = levels
      .slice(0, -1)
      .filter((track) => track.slice(from, from + blocksOf10Ms).some((level) => level >= heard));
    most = Math.max(most, sounding.length);
  }
  return most;
}

/** Loudness of a stretch without its pauses, dB of full scale (root mean square). */
export function levelDb(tape: Tape, { fromS, toS }: Stretch): number {
  const within = together(tape).filter((level, at) => {
    const atS = secondsOf(tape, at);
    return level >= heard / 10 && atS >= fromS && atS < toS;
  });
  return 10 * Math.log10(sum(within.map((level) => level * level)) / within.length);
}

/** From each touch to the last sound before the voice is silent for good, or for a quarter of a second; ms. */
export function silencedMs(tape: Tape): readonly number[] {
  return tape.touchesS.map((touchS) => {
    const running = stretches(tape, 0.25).find(({ fromS, toS }) => fromS <= touchS && toS > touchS);
    return running === undefined ? 0 : (running.toS - touchS) * 1000;
  });
}

const lowestHz = 60;
const highestHz = 400;

/** Every fourth sample will do for a voice of some hundred hertz, and takes a sixteenth of the time. */
const thinning = 4;
const windowS = 0.04;
const hopS = 0.01;

/** The median fundamental of the voiced parts, Hz, by autocorrelation. */
export function fundamentalHz(samples: Float32Array, sampleRate: number): number {
  const thin = thinned(samples);
  const rate = sampleRate / thinning;
  const window = Math.round(windowS * rate);
  const pitches: number[] = [];
  for (let from = 0; from + 2 * window < thin.length; from += Math.round(hopS * rate)) {
    const pitch = pitchAt(thin, from, window, rate);
    if (pitch !== null) pitches.push(pitch);
  }
  return pitches.toSorted((a, b) => a - b)[Math.floor(pitches.length / 2)] ?? Number.NaN;
}

function thinned(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / thinning) }, (_, at) => {
    const few = samples.subarray(at * thinning, (at + 1) * thinning);
    return sum(few) / few.length;
  });
}

function pitchAt(samples: Float32Array, from: number, window: number, rate: number): number | null {
  const lags = Array.from(
    { length: Math.floor(rate / lowestHz) - Math.floor(rate / highestHz) },
    (_, at) => at + Math.floor(rate / highestHz),
  );
  const strengths = lags.map((lag) => likeness(samples, from, window, lag));
  const best = Math.max(...strengths);
  // The first lag that is nearly as good as the best: twice the period fits as well, and is an octave too low.
  const first = strengths.findIndex((strength) => strength > best * 0.93);
  const peak = strengths.findIndex((strength, at) => at >= first && strength >= (strengths[at + 1] ?? -1));
  const lag = lags[peak];
  return best < 0.8 || lag === undefined ? null : rate / lag;
}

/** How like the window is to itself `lag` samples later, −1 to 1; 0 where there is next to nothing to hear. */
function likeness(samples: Float32Array, from: number, window: number, lag: number): number {
  let [product, here, there] = [0, 1e-12, 1e-12];
  for (let at = from; at < from + window; at++) {
    const [a, b] = [samples[at] ?? 0, samples[at + lag] ?? 0];
    product += a * b;
    here += a * a;
    there += b * b;
  }
  return here / window < 1e-5 ? 0 : product / Math.sqrt(here * there);
}
