import { best } from './best.ts';
import { isHan } from './han.ts';

/** What it thinks less likely than this is noise; as a rank it would push a good guess of the matcher aside. */
const leastProbability = 0.001;

/** The recogniser's classes by index: nothing, then a line of its key file each, then the space. */
export function classesOf(keyFile: string): readonly string[] {
  const lines = keyFile.split('\n').map((line) => line.replace(/\r$/u, ''));
  if (lines.at(-1) === '') lines.pop();
  return ['', ...lines, ' '];
}

/**
 * The Chinese characters that the recogniser sees, best first. It reads a line of print from left to right; of one
 * character it is the best sight of it anywhere on the way that counts.
 *
 * @param output probabilities, time step by time step, one a class
 */
export function readCharacters(
  output: ArrayLike<number>,
  classes: readonly string[],
  count: number,
): readonly string[] {
  const steps = output.length / classes.length;
  const scores: number[] = [];
  const names: string[] = [];
  classes.forEach((name, at) => {
    if (!isHan(name)) return;
    let highest = 0;
    for (let step = 0; step < steps; step += 1)
      highest = Math.max(highest, output[step * classes.length + at] ?? 0);
    if (highest < leastProbability) return;
    scores.push(highest);
    names.push(name);
  });
  return best(scores, names, count);
}
