import { describe as group, expect, test } from 'vitest';
import { featureCount, featuresOf } from '../../../core/handwriting/directions.ts';
import { match, packed, templatesOf } from '../../../core/handwriting/templates.ts';
import { drawnCharacters, medianStrokes } from '../../../tools/handwriting/medians.ts';

const characters = Array.from('王玉主土士工干千于大太犬天夫人入八木本未末日目田由甲申国园圆福');

async function templates() {
  const vectors = new Int8Array(characters.length * featureCount);
  for (const [at, character] of characters.entries())
    vectors.set(packed(featuresOf(await medianStrokes(character))), at * featureCount);
  return templatesOf(characters.join(''), vectors);
}

group('the matcher', () => {
  test('finds each character by its own strokes, drawn in any order', async () => {
    const read = await templates();
    if (!read.ok) throw new Error(read.error);
    for (const character of characters) {
      const strokes = await medianStrokes(character);
      expect(match(read.value, strokes.toReversed(), 3)[0]).toBe(character);
    }
  });

  test('names as many as it is asked for', async () => {
    const read = await templates();
    if (!read.ok) throw new Error(read.error);
    const found = match(read.value, await medianStrokes('王'), 5);
    expect(found).toHaveLength(5);
    expect(new Set(found).size).toBe(5);
    // What differs by a dot stands next to it.
    expect(found).toContain('玉');
  });

  test('refuses vectors that do not go with the characters', () => {
    expect(templatesOf('王', new Int8Array(featureCount * 2))).toEqual({ ok: false, error: 'sizes-differ' });
    expect(templatesOf('', new Int8Array())).toEqual({ ok: false, error: 'sizes-differ' });
  });
});

test('there are strokes for thousands of characters, and for no halves of them', async () => {
  const drawn = await drawnCharacters();
  expect(drawn.length).toBeGreaterThan(9_400);
  expect(new Set(drawn).size).toBe(drawn.length);
  for (const whole of ['王', '欧', '滩', '囍']) expect(drawn.includes(whole)).toBe(whole !== '囍');
  for (const half of ['氵', '訁', '亻']) expect(drawn).not.toContain(half);
});
