import type { Random } from '../../core/lib/random.ts';
import type { FaultBook } from './twin-faults.ts';

/** What the twin says, and what its faults make of that. */
export type TwinVoice = {
  readonly answer: (bytes: readonly number[]) => void;
  /** An answer that may come garbled; nothing is said for none. */
  readonly status: (bytes: readonly number[]) => void;
};

export function createTwinVoice(
  faults: FaultBook,
  random: Random,
  say: (bytes: readonly number[]) => void,
): TwinVoice {
  function answer(bytes: readonly number[]): void {
    if (!faults.strikes('silent')) say(bytes);
  }
  return {
    answer,
    status(bytes) {
      if (bytes.length === 0) return;
      const wrong = faults.strikes('garble-status') ? random.below(bytes.length) : -1;
      answer(bytes.map((byte, at) => (at === wrong ? byte ^ (1 << random.below(8)) : byte)));
    },
  };
}
