import { err, ok, type Result } from '../lib/result.ts';
import { best } from './best.ts';
import { featureCount, featuresOf, lengthOf } from './directions.ts';
import type { Writing } from './strokes.ts';

/** One vector of `featureCount` whole numbers a character, one after the other. */
export type Templates = {
  readonly characters: readonly string[];
  readonly vectors: Int8Array;
  /** One over the length of each vector, so that a product with one is a cosine. */
  readonly perLength: Float32Array;
};

const fullScale = 127;

/** A unit vector in one byte a number; its largest number fills the byte, its length is worked out on reading. */
export function packed(features: Float32Array): Int8Array {
  const largest = Math.max(...features);
  return Int8Array.from(features, (value) => (largest === 0 ? 0 : Math.round((value / largest) * fullScale)));
}

/**
 * @param characters all templates' characters, in their order, as one text
 * @returns `sizes-differ` where there is not exactly one vector a character
 */
export function templatesOf(characters: string, vectors: Int8Array): Result<Templates, 'sizes-differ'> {
  const named = Array.from(characters);
  if (named.length === 0 || named.length * featureCount !== vectors.length) return err('sizes-differ');
  const perLength = Float32Array.from(named, (_, at) => {
    const length = lengthOf(vectors.subarray(at * featureCount, (at + 1) * featureCount));
    return length === 0 ? 0 : 1 / length;
  });
  return ok({ characters: named, vectors, perLength });
}

/** The characters whose strokes lie most alike, best first, whatever the order of the strokes. */
export function match(templates: Templates, writing: Writing, count: number): readonly string[] {
  const features = featuresOf(writing);
  const { characters, vectors, perLength } = templates;
  const scores = new Float32Array(characters.length);
  // Two and a half million products while a pen rests: plain loops take half the time of anything finer.
  for (let template = 0; template < scores.length; template += 1) {
    const from = template * featureCount;
    let product = 0;
    for (let at = 0; at < featureCount; at += 1) product += (features[at] ?? 0) * (vectors[from + at] ?? 0);
    scores[template] = product * (perLength[template] ?? 0);
  }
  return best(scores, characters, count);
}
