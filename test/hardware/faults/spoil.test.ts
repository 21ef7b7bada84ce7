import { describe, expect, test } from 'vitest';
import type { LineFaultName } from '../../../hardware/faults/line-fault.ts';
import { seededRandom } from '../../../hardware/faults/seeded-random.ts';
import { spoilt, stallMs, struckNow } from '../../../hardware/faults/spoil.ts';
import type { LineMove } from '../../../hardware/faults/spoil.ts';

const answer = Uint8Array.of(1, 2, 3, 4, 5, 6);

function movesOf(name: LineFaultName, at: number | null = null, whole = answer) {
  return spoilt(whole, { name, at }, seededRandom(1)).map(readable);
}

function readable(move: LineMove) {
  return move.do === 'send' ? [...move.bytes] : move;
}

/** Every byte that is sent at all, in order. */
function bytesOf(name: LineFaultName, at: number | null, seed: number): number[] {
  return spoilt(answer, { name, at }, seededRandom(seed)).flatMap((move) =>
    move.do === 'send' ? [...move.bytes] : [],
  );
}

const seeds = Array.from({ length: 50 }, (_, seed) => seed);

describe('what a bad line makes of an answer', () => {
  test.each([
    ['half-frame', null, [[1, 2, 3]]],
    ['half-frame', 5, [[1, 2, 3, 4, 5]]],
    ['half-frame', 99, [[1, 2, 3, 4, 5, 6]]],
    ['unplug', null, [[1, 2, 3], { do: 'hang-up' }]],
    ['unplug', 0, [[], { do: 'hang-up' }]],
    ['stall', null, [[1, 2, 3], { do: 'freeze', ms: stallMs }, [4, 5, 6]]],
    ['stall', 1, [[1], { do: 'freeze', ms: stallMs }, [2, 3, 4, 5, 6]]],
    ['delay', null, [{ do: 'wait', ms: 400 }, [1, 2, 3, 4, 5, 6]]],
    ['delay', 70, [{ do: 'wait', ms: 70 }, [1, 2, 3, 4, 5, 6]]],
    [
      'duplicate',
      null,
      [
        [1, 2, 3, 4, 5, 6],
        [1, 2, 3, 4, 5, 6],
      ],
    ],
    ['split', null, [[1, 2, 3], { do: 'wait', ms: 30 }, [4, 5, 6]]],
    ['split', 5, [[1, 2, 3, 4, 5], { do: 'wait', ms: 30 }, [6]]],
    ['drop', 2, [[1, 2, 4, 5, 6]]],
    ['drop', 99, [[1, 2, 3, 4, 5]]],
  ] as const)('%s at %j gives %j', (name, at, expected) => {
    expect(movesOf(name, at)).toEqual(expected);
  });

  test('a wrong checksum changes the last byte and nothing else, whatever the seed', () => {
    for (const seed of seeds) {
      const bytes = bytesOf('wrong-checksum', null, seed);
      expect(bytes.slice(0, -1)).toEqual([1, 2, 3, 4, 5]);
      expect(bytes.at(-1)).not.toBe(6);
      expect(bytes.at(-1)).toBeLessThanOrEqual(255);
    }
  });

  test('even the least of chances changes the checksum', () => {
    const [move] = spoilt(answer, { name: 'wrong-checksum', at: null }, { below: () => 0 });
    expect(readable(move!)).toEqual([1, 2, 3, 4, 5, 7]);
  });

  test('a flipped bit is exactly one bit, at the byte that was named', () => {
    const bits = new Set<number>();
    for (const seed of seeds) {
      const bytes = bytesOf('flip-bit', 2, seed);
      expect([bytes[0], bytes[1], ...bytes.slice(3)]).toEqual([1, 2, 4, 5, 6]);
      bits.add(bytes[2]! ^ 3);
    }
    expect([...bits].toSorted((a, b) => a - b)).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
  });

  test('a flipped bit and a lost byte reach every place of the answer when none is named', () => {
    const flipped = seeds.map((seed) =>
      bytesOf('flip-bit', null, seed).findIndex((byte, at) => byte !== answer[at]),
    );
    const lost = seeds.map((seed) =>
      [1, 2, 3, 4, 5, 6].find((byte) => !bytesOf('drop', null, seed).includes(byte)),
    );
    expect(new Set(flipped)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(new Set(lost)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  test('noise stands before the byte that was named, and the answer itself stays whole', () => {
    for (const seed of seeds) {
      const before = bytesOf('noise', null, seed);
      expect(before.slice(-6)).toEqual([1, 2, 3, 4, 5, 6]);
      const inside = bytesOf('noise', 4, seed);
      expect([...inside.slice(0, 4), ...inside.slice(-2)]).toEqual([1, 2, 3, 4, 5, 6]);
      expect(inside.length - 6).toBeGreaterThanOrEqual(1);
      expect(inside.length - 6).toBeLessThanOrEqual(32);
    }
  });

  test('an answer of one byte is spoilt without a slip', () => {
    const one = Uint8Array.of(0x12);
    expect(movesOf('half-frame', null, one)).toEqual([[]]);
    expect(movesOf('drop', null, one)).toEqual([[]]);
    expect(movesOf('flip-bit', null, one)[0]).not.toEqual([0x12]);
  });

  test('the same seed spoils in the same way', () => {
    expect(bytesOf('noise', 3, 7)).toEqual(bytesOf('noise', 3, 7));
    expect(bytesOf('noise', 3, 7)).not.toEqual(bytesOf('noise', 3, 8));
  });
});

test('between answers only noise, a stall and an unplugged line can strike', () => {
  const now = (name: LineFaultName) => struckNow(name, seededRandom(1))?.map((move) => move.do) ?? null;
  expect(now('noise')).toEqual(['send']);
  expect(now('stall')).toEqual(['freeze']);
  expect(now('unplug')).toEqual(['hang-up']);
  for (const name of [
    'half-frame',
    'wrong-checksum',
    'flip-bit',
    'delay',
    'drop',
    'duplicate',
    'split',
  ] as const)
    expect(now(name)).toBeNull();
});
