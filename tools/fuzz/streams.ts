import type { Random } from '../../core/lib/random.ts';
import { unreachable } from '../../core/lib/unreachable.ts';

export const noiseKinds = ['random', 'mutated', 'glued', 'truncated'] as const;
export type NoiseKind = (typeof noiseKinds)[number];

type DrawFrame = () => Uint8Array;

/** What comes down a line before a good frame. `draw` gives frames in order, to be spoilt. */
export function noise(kind: NoiseKind, draw: DrawFrame, random: Random): Uint8Array {
  switch (kind) {
    case 'random':
      return randomBytes(draw, random);
    case 'mutated':
      return mutated(draw(), random);
    case 'glued':
      return Uint8Array.from(pieces(2 + random.below(3), draw, random).flatMap((piece) => [...piece]));
    case 'truncated':
      return truncated(draw(), random);
    default:
      return unreachable(kind);
  }
}

/** The bytes in chunks of any size, as a line hands them over. */
export function chunked(bytes: Uint8Array, random: Random): readonly Uint8Array[] {
  const mostBytes = [1, 7, 64, bytes.length][random.below(4)] ?? 1;
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = 1 + random.below(Math.max(1, mostBytes));
    chunks.push(bytes.slice(at, at + size));
    at += size;
  }
  return chunks;
}

/** Half of the bytes come from a real frame: pure chance would hardly ever begin one. */
function randomBytes(draw: DrawFrame, random: Random): Uint8Array {
  const alphabet = draw();
  const byte = () =>
    random.below(2) === 0 ? random.below(256) : (alphabet[random.below(alphabet.length)] ?? 0);
  return Uint8Array.from({ length: 1 + random.below(64) }, byte);
}

function mutated(frame: Uint8Array, random: Random): Uint8Array {
  const bytes = [...frame];
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const at = random.below(bytes.length + 1);
    const removed = random.below(2);
    const added = removed === 1 && random.below(2) === 0 ? [] : [random.below(256)];
    bytes.splice(at, removed, ...added);
  }
  return Uint8Array.from(bytes);
}

function truncated(frame: Uint8Array, random: Random): Uint8Array {
  return frame.slice(0, random.below(frame.length));
}

function pieces(count: number, draw: DrawFrame, random: Random): readonly Uint8Array[] {
  return Array.from({ length: count }, () => {
    const spoil = random.below(3);
    const frame = draw();
    return spoil === 0 ? frame : spoil === 1 ? mutated(frame, random) : truncated(frame, random);
  });
}
