import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
