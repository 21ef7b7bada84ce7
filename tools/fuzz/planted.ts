import type { FuzzTarget, FuzzedCodec } from './target.ts';

const frameBytes = 4;

/** `7E n 0 7F`-like frames of four bytes: the simplest thing that can be got wrong. */
function plantedFrame(value: number): Uint8Array {
  return Uint8Array.of(0x7e, value, value ^ 0xff, 0x7f);
}

const wrongs = {
  /** Gives up the line after a bad frame instead of going on one byte further. */
  miss: (): FuzzedCodec => {
    let held: number[] = [];
    let isLost = false;
    return {
      push(chunk) {
        if (isLost) return [];
        held.push(...chunk);
        const found: string[] = [];
        for (; held.length >= frameBytes; held = held.slice(frameBytes)) {
          if (held[0] !== 0x7e) isLost = true;
          else found.push(String(held[1]));
        }
        return found;
      },
      silence: () => [],
    };
  },
  /** Believes that a byte behind the head is always there. */
  throw: (): FuzzedCodec => ({
    push(chunk) {
      if (chunk[0] === 0x7e && chunk.length === 1) throw new RangeError('no second byte');
      return chunk[0] === 0x7e ? [String(chunk[1])] : [];
    },
    silence: () => [],
  }),
  /** Looks for a tail that never comes. */
  hang: (): FuzzedCodec => ({
    push(chunk) {
      while (chunk[0] === 0x7e && chunk.length < frameBytes);
      return [String(chunk[1])];
    },
    silence: () => [],
  }),
  /** Keeps everything that it does not understand. */
  hoard: (): FuzzedCodec => {
    const kept: Uint8Array[] = [];
    return {
      push(chunk) {
        kept.push(chunk.slice());
        return [String(chunk[1])];
      },
      silence: () => [],
    };
  },
} as const;

export type PlantedWrong = keyof typeof wrongs;
export const plantedWrongs = Object.keys(wrongs) as readonly PlantedWrong[];

/** A codec that is wrong on purpose: a run with one of these must fail, or the fuzz finds nothing. */
export const plantedTargets: readonly FuzzTarget[] = plantedWrongs.map((wrong) => ({
  name: `planted · ${wrong}`,
  open: wrongs[wrong],
  goodFrame(random) {
    const value = random.below(256);
    return { bytes: plantedFrame(value), means: String(value) };
  },
  resync: 'nothing',
}));
