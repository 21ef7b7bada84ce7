import type { Random } from '../../../core/lib/random.ts';
import { seededRandom } from '../../../hardware/faults/seeded-random.ts';

/** Every choice of a run. The same seed throws the same. */
export type Dice = Random & {
  /** Evenly in [0, 1). */
  readonly fraction: () => number;
  /** A whole number; both ends may come. */
  readonly between: (from: number, to: number) => number;
  readonly chance: (percent: number) => boolean;
  readonly pick: <T>(of: readonly T[]) => T;
  readonly bytes: (count: number) => Uint8Array<ArrayBuffer>;
};

/** The first numbers of neighbouring seeds resemble each other. */
const warmUp = 20;

/** @param seed the run's; @param purpose keeps the numbers of one thing from moving those of another */
export function diceOf(seed: number, purpose: number): Dice {
  const { below } = seededRandom(seed * 64 + purpose);
  for (let left = warmUp; left > 0; left -= 1) below(2);
  return {
    below,
    fraction: () => below(1_000_000) / 1_000_000,
    between: (from, to) => from + below(to - from + 1),
    chance: (percent) => below(100) < percent,
    pick(of) {
      const picked = of[below(of.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  };
}
