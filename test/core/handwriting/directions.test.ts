import { describe as group, expect, test } from 'vitest';
import { featureCount, featuresOf, lengthOf } from '../../../core/handwriting/directions.ts';
import { resample } from '../../../core/handwriting/strokes.ts';
import { medianStrokes } from '../../../tools/handwriting/medians.ts';

/** The share of the features that stands for each of the four directions. */
function sharesOf(features: Float32Array): readonly number[] {
  const squares = features.map((value) => value * value);
  const each = featureCount / 4;
  return [0, 1, 2, 3].map((at) =>
    squares.slice(at * each, (at + 1) * each).reduce((sum, value) => sum + value),
  );
}

group('where a character has strokes of which direction', () => {
  test('is a vector of length 1, also for a dot, which has no direction at all', async () => {
    expect(lengthOf(featuresOf(await medianStrokes('福')))).toBeCloseTo(1, 5);
    expect(lengthOf(featuresOf([[[5, 5]]]))).toBe(0);
  });

  test('does not hang on the order of the strokes, nor on the end at which each is begun', async () => {
    const strokes = await medianStrokes('国');
    const features = featuresOf(strokes);
    featuresOf(strokes.toReversed()).forEach((value, at) => expect(value).toBeCloseTo(features[at]!, 5));
    const backwards = featuresOf(strokes.map((stroke) => stroke.toReversed()));
    const likeness = backwards.reduce((sum, value, at) => sum + value * features[at]!, 0);
    expect(likeness).toBeGreaterThan(0.99);
  });

  test.each([
    ['—', [[0, 0], [100, 0]], 0],
    ['\\', [[0, 0], [100, 100]], 1],
    ['|', [[0, 0], [0, 100]], 2],
    ['/', [[0, 100], [100, 0]], 3],
  ] as const)('puts %s in one direction', (_, stroke, direction) => {
    expect(sharesOf(featuresOf([stroke]))[direction]).toBeCloseTo(1, 5);
  }); // prettier-ignore

  test('hardly minds a trembling hand', async () => {
    const steady = await medianStrokes('王');
    const trembling = steady.map((stroke) =>
      resample(stroke, 5).map(
        ([x, y], at) => [x + 4 * Math.sin(at * 1.4), y + 4 * Math.cos(at * 1.4)] as const,
      ),
    );
    const features = featuresOf(steady);
    const likeness = featuresOf(trembling).reduce((sum, value, at) => sum + value * features[at]!, 0);
    expect(likeness).toBeGreaterThan(0.9);
  });

  test('keeps a slender character slender: 一 leaned a little is no 乙', () => {
    const leaned = featuresOf([[[0, 0], [100, 8]]]); // prettier-ignore
    expect(sharesOf(leaned)[0]).toBeGreaterThan(0.6);
  });
});
