import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { describe as group, expect, test } from 'vitest';
import { distance, type Writing } from '../../../../core/handwriting/strokes.ts';
import { benchCharacters, mostCharacters } from '../../../../tools/bench/handwriting/characters.ts';
import { written, type Hand } from '../../../../tools/bench/handwriting/hand.ts';
import { drawnCharacters } from '../../../../tools/handwriting/medians.ts';

const still: Hand = { tremorPx: 0, rotationDegrees: 0, scaleShare: 0, shiftPx: 0 };
const lines: Writing = [
  [[10, 10], [100, 10]],
  [[10, 60], [100, 60]],
  [[10, 110], [100, 110]],
  [[10, 160], [100, 160]],
]; // prettier-ignore

function drawFrom(seed: number) {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

const endsOf = (writing: Writing) => writing.map((stroke) => [stroke[0], stroke.at(-1)]);

group('a hand', () => {
  test('that is still leaves the strokes as they are', () => {
    expect(endsOf(written(lines, still, drawFrom(1)))).toEqual(endsOf(lines));
  });

  test('writes the same for the same seed, and something else for another', () => {
    const hand = { ...still, tremorPx: 2.5, shiftPx: 4 };
    expect(written(lines, hand, drawFrom(7))).toEqual(written(lines, hand, drawFrom(7)));
    expect(written(lines, hand, drawFrom(7))).not.toEqual(written(lines, hand, drawFrom(8)));
  });

  test('that trembles strays to both sides of its path, in the mean by its tremor', () => {
    const [shaken = []] = written(lines, { ...still, tremorPx: 2.5 }, drawFrom(3));
    const strays = shaken.map(([, y]) => y - 10);
    const rootMeanSquare = Math.sqrt(strays.reduce((sum, stray) => sum + stray * stray, 0) / strays.length);
    expect(rootMeanSquare).toBeGreaterThan(2);
    expect(rootMeanSquare).toBeLessThan(3);
    expect(Math.max(...strays)).toBeGreaterThan(1.5);
    expect(Math.min(...strays)).toBeLessThan(-1.5);
  });

  test('that joins runs from the end of one stroke into the next', () => {
    const joined = written(lines, { ...still, joinedShare: 1 }, drawFrom(1));
    expect(joined).toHaveLength(1);
    expect(joined[0]!.at(-1)).toEqual([100, 160]);
  });

  test('that reverses begins at the end', () => {
    const [reversed = []] = written(lines, { ...still, reversedShare: 1 }, drawFrom(1));
    expect(distance(reversed[0]!, [100, 10])).toBe(0);
  });

  test('that minds no order changes nothing but the order', () => {
    const anyhow = written(lines, { ...still, isInAnyOrder: true }, drawFrom(2));
    expect(endsOf(anyhow)).not.toEqual(endsOf(lines));
    expect(new Set(endsOf(anyhow).map(String))).toEqual(new Set(endsOf(lines).map(String)));
  });

  test('that swaps carries strokes past their neighbours', () => {
    const swapped = written(lines, { ...still, swappedShare: 1 }, drawFrom(1));
    expect(endsOf(swapped)).toEqual(endsOf([lines[1]!, lines[2]!, lines[3]!, lines[0]!]));
  });
});

group('the characters of the bench', () => {
  test('can all be drawn, each once', async () => {
    const all = benchCharacters(mostCharacters);
    expect(new Set(all).size).toBe(mostCharacters);
    const drawn = new Set(await drawnCharacters());
    expect(all.filter((character) => !drawn.has(character))).toEqual([]);
  });

  test('are as many as asked for, from every kind', () => {
    expect(benchCharacters(326)).toHaveLength(326);
    const few = benchCharacters(20);
    expect(few).toHaveLength(20);
    expect(few[0]).not.toBe(few.at(-1));
    expect(benchCharacters(mostCharacters).indexOf(few.at(-1)!)).toBeGreaterThan(mostCharacters * 0.9);
  });
});
