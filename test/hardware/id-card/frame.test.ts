import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { answerLength } from '../../../hardware/id-card/codec.ts';
import { encodeFrame, frameScanner } from '../../../hardware/id-card/frame.ts';
import { samVectors as vectors } from '../../support/sam-vectors.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const bodies = fc.uint8Array({ minLength: 3, maxLength: 400 });
const noises = fc.uint8Array({ maxLength: 64 });

function scanAll(chunks: readonly Uint8Array[]) {
  const scanner = frameScanner(answerLength);
  return chunks.flatMap((chunk) => scanner.push(chunk).bodies);
}

/** Cuts a stream at the given places, wherever they fall. */
function cutAt(stream: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [0, ...places.map((place) => place % (stream.length + 1)), stream.length].toSorted(
    (a, b) => a - b,
  );
  return cuts.slice(1).map((end, index) => stream.slice(cuts[index], end));
}

describe('the cases of the reference', () => {
  test.each(vectors.scannerCases)('$id: $description', ({ chunksHex, framesFound }) => {
    expect(scanAll(chunksHex.map(bytesOf))).toHaveLength(framesFound);
  });

  test('a cut-off long answer stops swallowing once the scanner is reset', () => {
    const { chunksHex } = vectors.scannerCases.find(({ id }) => id === 'truncatedLong')!;
    const scanner = frameScanner(answerLength);
    expect(scanner.push(bytesOf(chunksHex[0]!)).bodies).toHaveLength(0);
    expect(scanner.isInsideFrame()).toBe(true);
    scanner.reset();
    expect(scanner.push(bytesOf(chunksHex[1]!)).bodies).toHaveLength(1);
    expect(scanner.isInsideFrame()).toBe(false);
  });

  test('a wrong checksum and an impossible length are counted as refused', () => {
    const scanner = frameScanner(answerLength);
    expect(scanner.push(bytesOf('AAAAAA9669000400008085')).refused).toBe(1);
    expect(scanner.push(bytesOf('AAAAAA9669FFFF')).refused).toBe(1);
  });
});

describe('lengths at the border', () => {
  test.each([
    [2, 0],
    [3, 1],
    [4095, 1],
    [4096, 0],
  ])('a body of %i bytes is found %i times in answers, which count one byte more', (bytes, found) => {
    expect(scanAll([encodeFrame(new Uint8Array(bytes).fill(1))])).toHaveLength(found);
  });
});

test('a chunk of many frames, longer than the longest frame, loses none of them', () => {
  const frame = encodeFrame(new Uint8Array(1_287).fill(0x5a));
  const glued = Uint8Array.from(Array.from({ length: 11 }, () => [...frame]).flat());
  expect(scanAll([glued])).toHaveLength(11);
});

test('a single first byte is the beginning of a frame', () => {
  const scanner = frameScanner(answerLength);
  scanner.push(Uint8Array.of(0xaa));
  expect(scanner.isInsideFrame()).toBe(true);
});

test('what stands behind a frame is kept for the next one', () => {
  const scanner = frameScanner(answerLength);
  expect(scanner.isInsideFrame()).toBe(false);
  const body = Uint8Array.of(0, 0, 0x90, 1, 2, 3);
  const frame = encodeFrame(body);
  expect(scanner.push(Uint8Array.of(...frame, ...frame.slice(0, 9))).bodies).toEqual([body]);
  expect(scanner.isInsideFrame()).toBe(true);
  expect(scanner.push(frame.slice(9)).bodies).toEqual([body]);
  expect(scanner.isInsideFrame()).toBe(false);
});

test('nothing of a frame stays in the memory of the scanner, neither read nor given up', () => {
  const made: Uint8Array[] = [];
  class Watched extends Uint8Array {
    constructor(...given: readonly number[]) {
      super(...(given as [number]));
      made.push(this);
    }
  }
  const frame = encodeFrame(new Uint8Array(20).fill(0x5a));
  vi.stubGlobal('Uint8Array', Watched);
  const scanner = frameScanner(answerLength);
  const { bodies } = scanner.push(frame);
  scanner.push(frame.slice(0, 15));
  scanner.reset();
  vi.unstubAllGlobals();
  expect(bodies).toHaveLength(1);
  const own = made.filter((bytes) => !bodies.includes(bytes) && bytes.buffer !== frame.buffer);
  expect(own.length).toBeGreaterThan(0);
  for (const bytes of own) expect([...bytes].filter((byte) => byte !== 0)).toEqual([]);
});

test('what is encoded is scanned back, however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(bodies, { maxLength: 5 }), fc.array(fc.nat()), (sent, places) => {
      const stream = Uint8Array.from(sent.flatMap((body) => [...encodeFrame(body)]));
      expect(scanAll(cutAt(stream, places))).toEqual(sent);
    }),
  );
});

test('random bytes never throw and never make the scanner hold more than one frame', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 5 }), (chunks) => {
      const scanner = frameScanner({ min: 4, max: 64 });
      for (const chunk of chunks) scanner.push(chunk);
      // Whatever was pending is over after as many zero bytes as the longest frame may have.
      scanner.push(new Uint8Array(64 + 7));
      expect(scanner.isInsideFrame()).toBe(false);
    }),
  );
});

test('a good frame after noise is found, once the noise has had its longest frame', () => {
  fc.assert(
    fc.property(noises, bodies, fc.array(fc.nat()), (noise, body, places) => {
      const settled = new Uint8Array(answerLength.max + 7);
      const stream = Uint8Array.from([...noise, ...settled, ...encodeFrame(body)]);
      expect(scanAll(cutAt(stream, places)).at(-1)).toEqual(body);
    }),
    { numRuns: 50 },
  );
});

test('a good frame directly after noise without a preamble is found', () => {
  const plainNoise = noises.map((noise) => noise.map((byte) => (byte === 0x96 ? 0 : byte)));
  fc.assert(
    fc.property(plainNoise, bodies, fc.array(fc.nat()), (noise, body, places) => {
      const stream = Uint8Array.from([...noise, ...encodeFrame(body)]);
      expect(scanAll(cutAt(stream, places))).toEqual([body]);
    }),
  );
});

test('a frame with one byte changed never comes through unchanged', () => {
  fc.assert(
    fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, place, bits) => {
      const frame = encodeFrame(body);
      frame[place % frame.length]! ^= bits;
      for (const found of scanAll([frame])) expect(found).not.toEqual(body);
    }),
  );
});
