/** −54 dBFS: what is quieter is the room. */
const silence = 0.002;

/** The heard part of a recording with a little silence about it. */
export type Trimmed = {
  readonly samples: Float32Array;
  /** By so much everything in it has moved forward. */
  readonly cutMs: number;
};

/** Null when nothing is heard. */
export function trimmed(
  samples: Float32Array,
  sampleRate: number,
  room: { readonly headMs: number; readonly tailMs: number },
): Trimmed | null {
  const first = samples.findIndex(isHeard);
  if (first < 0) return null;
  const heard = samples.subarray(first, samples.findLastIndex(isHeard) + 1);
  const head = Math.round((room.headMs * sampleRate) / 1000);
  const tail = Math.round((room.tailMs * sampleRate) / 1000);
  const all = new Float32Array(head + heard.length + tail);
  all.set(heard, head);
  return { samples: all, cutMs: ((first - head) * 1000) / sampleRate };
}

export function isHeard(sample: number): boolean {
  return Math.abs(sample) > silence;
}
