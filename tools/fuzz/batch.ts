import type { Random } from '../../core/lib/random.ts';
import { chunked, noise, noiseKinds } from './streams.ts';
import type { FuzzTarget, FuzzedCodec, GoodFrame } from './target.ts';

export type Tally = {
  /** Spoilt and good ones. */
  readonly frames: number;
  readonly crashes: number;
  /** Good frames that were not found behind the noise. */
  readonly missed: number;
  /** The first trouble, with the bytes that made it; null when there was none. */
  readonly trouble: string | null;
};

/** So often a frame is sent where whoever sends it goes on sending. */
const repeats = 6;
/** As much of a stream as a report shows. */
const shownBytes = 400;

/** Feeds one codec noise and good frames in turn. Everything follows from `random`. */
export function fuzzBatch(target: FuzzTarget, random: Random, frames: number): Tally {
  let codec = target.open();
  let crashes = 0;
  let missed = 0;
  let trouble: string | null = null;
  const draw = drawer(target, random);

  for (let fed = 0; fed < frames; fed += 2) {
    const kind = noiseKinds[(fed / 2) % noiseKinds.length] ?? 'random';
    const before = noise(kind, draw, random);
    const good = target.goodFrame(random);
    const shown = () => `${kind} ${hexOf(before)} then ${hexOf(good.bytes)}`;
    try {
      feed(codec, before, random);
      if (isFound(codec, target, good, random)) continue;
      missed += 1;
      trouble ??= `missed: ${shown()}`;
      codec = target.open();
    } catch (cause) {
      crashes += 1;
      trouble ??= `${cause instanceof Error ? cause.message : String(cause)}: ${shown()}`;
      codec = target.open();
    }
  }
  return { frames, crashes, missed, trouble };
}

/** What noise is made of: good frames, and in half of the draws other material where the target has any. */
export function drawer(target: FuzzTarget, random: Random): () => Uint8Array {
  return () =>
    target.material !== undefined && random.below(2) === 0
      ? target.material(random)
      : target.goodFrame(random).bytes;
}

function feed(codec: FuzzedCodec, bytes: Uint8Array, random: Random): readonly string[] {
  const found: string[] = [];
  for (const chunk of chunked(bytes, random)) for (const means of codec.push(chunk)) found.push(means);
  return found;
}

function isFound(codec: FuzzedCodec, { resync }: FuzzTarget, good: GoodFrame, random: Random): boolean {
  if (resync === 'silence') codec.silence();
  const tries = resync === 'repeat' ? repeats : 1;
  for (let sent = 0; sent < tries; sent += 1) {
    const found = feed(codec, good.bytes, random);
    if (found.includes(good.means)) return true;
    // A frame that only silence ends is found then.
    if (resync === 'silence' && codec.silence().includes(good.means)) return true;
  }
  return false;
}

function hexOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.slice(0, shownBytes)).toString('hex');
  return bytes.length > shownBytes ? `${hex}… (${bytes.length} bytes)` : hex;
}
