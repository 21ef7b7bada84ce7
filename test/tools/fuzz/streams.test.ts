import { expect, test } from 'vitest';
import { seededRandom } from '../../../hardware/faults/seeded-random.ts';
import { chunked, noise, noiseKinds } from '../../../tools/fuzz/streams.ts';

const frame = Uint8Array.from({ length: 20 }, (_, at) => at);
const draw = () => frame;
const seeds = Array.from({ length: 60 }, (_, seed) => seed);

test('chunks are the bytes, whole and in order, whatever their sizes', () => {
  const sizes = new Set<number>();
  for (const seed of seeds) {
    const chunks = chunked(frame, seededRandom(seed));
    expect(chunks.flatMap((chunk) => [...chunk])).toEqual([...frame]);
    for (const chunk of chunks) sizes.add(chunk.length);
  }
  expect(sizes.has(1)).toBe(true);
  expect(Math.max(...sizes)).toBeGreaterThan(7);
});

test('a truncated frame is a beginning and never the whole', () => {
  const lengths = seeds.map((seed) => {
    const bytes = noise('truncated', draw, seededRandom(seed));
    expect(Buffer.from(bytes)).toEqual(Buffer.from(frame.slice(0, bytes.length)));
    return bytes.length;
  });
  expect(Math.min(...lengths)).toBe(0);
  expect(Math.max(...lengths)).toBe(19);
});

test('a mutated frame is near the frame and mostly another', () => {
  const others = seeds.filter((seed) => {
    const bytes = noise('mutated', draw, seededRandom(seed));
    expect(Math.abs(bytes.length - frame.length)).toBeLessThanOrEqual(4);
    return Buffer.compare(bytes, frame) !== 0;
  });
  expect(others.length).toBeGreaterThan(55);
});

test('glued frames hold more than one', () => {
  const lengths = seeds.map((seed) => noise('glued', draw, seededRandom(seed)).length);
  expect(Math.max(...lengths)).toBeGreaterThan(40);
});

test('chance is short and takes bytes from frames and from anywhere', () => {
  const bytes = seeds.flatMap((seed) => [...noise('random', draw, seededRandom(seed))]);
  expect(bytes.filter((byte) => byte < 20).length).toBeGreaterThan(bytes.length / 3);
  expect(bytes.filter((byte) => byte > 200).length).toBeGreaterThan(bytes.length / 20);
});

test('every kind of noise comes from its seed alone', () => {
  for (const kind of noiseKinds)
    expect(noise(kind, draw, seededRandom(3))).toEqual(noise(kind, draw, seededRandom(3)));
});
