import type { Random } from '../../core/lib/random.ts';
import { drawer } from './batch.ts';
import { noise } from './streams.ts';
import type { FuzzTarget, FuzzedCodec } from './target.ts';

/**
 * No protocol of this house has a frame of more than 4 KB; the rest is what the memory of a program moves by itself while
 * it runs. A codec that keeps an eighth of the flood is beyond it.
 */
export const usualHeldKb = 512;

const floodBytes = 4_000_000;
const pieceBytes = 4_096;

/**
 * How much more memory a codec holds after megabytes without one good frame and without one pause, kilobytes. Frame
 * beginnings are what makes a codec wait, so the flood is made of them.
 *
 * @param collectGarbage leaves only what is held
 */
export function heldAfterFlood(target: FuzzTarget, random: Random, collectGarbage: () => void): number {
  const flood = pieces(drawer(target, random), random);
  // Another codec first: what the program keeps of its own (tables, compiled code) is not this one's.
  pour(target.open(), flood, pieceBytes * flood.length);
  const codec = target.open();
  const beforeBytes = heldBytes(collectGarbage);
  pour(codec, flood, floodBytes);
  const heldKb = (heldBytes(collectGarbage) - beforeBytes) / 1_024;
  // Used once more, so that it cannot have been given up before it was measured.
  codec.push(new Uint8Array(1));
  return Math.max(0, Math.round(heldKb));
}

function pour(codec: FuzzedCodec, flood: readonly Uint8Array[], bytes: number): void {
  for (let fed = 0, at = 0; fed < bytes; at += 1) {
    const piece = flood[at % flood.length] ?? new Uint8Array(1);
    codec.push(piece);
    fed += piece.length;
  }
}

/** Beginnings of frames, runs of one byte as a stuck line sends them, and chance. */
function pieces(draw: () => Uint8Array, random: Random): readonly Uint8Array[] {
  const frame = draw();
  return [
    ...Array.from({ length: 16 }, () => filled(() => noise('truncated', draw, random))),
    ...Array.from({ length: 4 }, () => filled(() => noise('random', draw, random))),
    ...[0x00, 0x41, 0xff, frame[0] ?? 0, frame.at(-1) ?? 0].map((byte) =>
      new Uint8Array(pieceBytes).fill(byte),
    ),
  ];
}

function filled(next: () => Uint8Array): Uint8Array {
  const bytes: number[] = [];
  // A letter between them, so that empty ones come to an end as well.
  while (bytes.length < pieceBytes) bytes.push(...next(), 0x41);
  return Uint8Array.from(bytes);
}

function heldBytes(collectGarbage: () => void): number {
  // Buffers are swept beside the program: only the next collection waits for the sweep of the one before.
  for (let round = 0; round < 3; round += 1) collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
