import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mediansNotice, medianStrokes } from '../../handwriting/medians.ts';
import { spread } from '../../rig/figures.ts';
import { noiseMeter } from '../noise.ts';
import { benchCharacters } from './characters.ts';
import { written, type Draw, type Hand } from './hand.ts';
import type { Recognised } from './page/main.ts';
import { openHandwritingRig, type HandwritingRig } from './rig.ts';

const steady: Hand = { tremorPx: 0, rotationDegrees: 0, scaleShare: 0, shiftPx: 0 };
const mild: Hand = { tremorPx: 0.8, rotationDegrees: 2, scaleShare: 0.04, shiftPx: 2 };
const elder: Hand = { tremorPx: 2.5, rotationDegrees: 4, scaleShare: 0.08, shiftPx: 4 };

/** The hands of reference/voice.md 4.1, in its order. */
const hands = {
  clean: steady,
  mild,
  elder,
  'elder, 10 % swapped': { ...elder, swappedShare: 0.1 },
  'elder, 15 % joined': { ...elder, joinedShare: 0.15 },
  'random order': { ...mild, isInAnyOrder: true },
  '15 % reversed': { ...mild, reversedShare: 0.15 },
} as const satisfies Readonly<Record<string, Hand>>;

type Condition = {
  readonly condition: string;
  /** Percent of the characters that stood first, and among the first five. */
  readonly top1: number;
  readonly top5: number;
  /** With the matcher alone, as where the recogniser's file is missing or altered. */
  readonly matcherTop1: number;
  readonly matcherTop5: number;
  /** Both recognisers put the same character first, and how often that was the right one. */
  readonly agreed: number;
  readonly agreedRight: number;
  readonly ms: { readonly p50: number; readonly p95: number };
};

/**
 * How well and how fast single characters are recognised, by the product's own code in a worker of a real browser.
 *
 * @param count of the bench's characters, spread evenly over their kinds
 */
export async function benchHandwriting(count: number, seed: number) {
  const characters = benchCharacters(count);
  const noise = noiseMeter();
  const rig = await openHandwritingRig();
  try {
    await rig.open();
    await warmUp(rig);
    console.log(`${characters.length} characters a condition, seed ${seed}; ${mediansNotice}\n`);
    console.log(head);
    const conditions: Condition[] = [];
    const allMs: number[] = [];
    for (const [condition, hand] of Object.entries(hands)) {
      noise.sample();
      const recognised = await recogniseAll(rig, characters, hand, drawFrom(seed));
      allMs.push(...recognised.map(({ tookMs }) => tookMs));
      const figures = figuresOf(condition, characters, recognised);
      conditions.push(figures);
      console.log(row(figures));
    }
    return summary(characters.length, seed, conditions, spread(allMs), noise.figures());
  } finally {
    await rig.dispose();
  }
}

function drawFrom(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** The first writing waits until everything is loaded. */
async function warmUp(rig: HandwritingRig): Promise<void> {
  const writing = await medianStrokes('永');
  for (let left = 10; left > 0; left -= 1) await rig.recognise(writing);
}

async function recogniseAll(
  rig: HandwritingRig,
  characters: readonly string[],
  hand: Hand,
  draw: Draw,
): Promise<readonly Recognised[]> {
  const recognised: Recognised[] = [];
  for (const character of characters)
    recognised.push(await rig.recognise(written(await medianStrokes(character), hand, draw)));
  return recognised;
}

function figuresOf(
  condition: string,
  characters: readonly string[],
  recognised: readonly Recognised[],
): Condition {
  const pairs = recognised.map((each, at) => ({ ...each, meant: characters[at] ?? '' }));
  const agreed = pairs.filter((pair) => pair.agreed);
  const among = (list: 'characters' | 'matched', most: number) =>
    percent(pairs.filter((pair) => pair[list].slice(0, most).includes(pair.meant)).length, pairs.length);
  return {
    condition,
    top1: among('characters', 1),
    top5: among('characters', 5),
    matcherTop1: among('matched', 1),
    matcherTop5: among('matched', 5),
    agreed: percent(agreed.length, pairs.length),
    agreedRight: percent(agreed.filter((pair) => pair.characters[0] === pair.meant).length, agreed.length),
    ms: spread(pairs.map(({ tookMs }) => tookMs)),
  };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 10;
}

const head = [
  'condition'.padEnd(20),
  'top-1',
  'top-5',
  'matcher alone',
  'agreed (right)',
  'ms p50',
  'ms p95',
].join('  ');

function row({
  condition,
  top1,
  top5,
  matcherTop1,
  matcherTop5,
  agreed,
  agreedRight,
  ms,
}: Condition): string {
  const cell = (value: number, width = 5) => value.toFixed(1).padStart(width);
  return [
    condition.padEnd(20),
    cell(top1),
    cell(top5),
    `${cell(matcherTop1)} / ${cell(matcherTop5)}`,
    `${cell(agreed, 6)} (${cell(agreedRight)})`,
    cell(ms.p50, 6),
    cell(ms.p95, 6),
  ].join('  ');
}

/** The lowest shares over all conditions but the clean one, which nobody's hand is. */
function summary(
  characters: number,
  seed: number,
  conditions: readonly Condition[],
  ms: { readonly p50: number; readonly p95: number },
  noise: unknown,
) {
  const perturbed = conditions.filter(({ condition }) => condition !== 'clean');
  return {
    characters,
    seed,
    licence: mediansNotice,
    conditions,
    top1: Math.min(...perturbed.map(({ top1 }) => top1)),
    top5: Math.min(...perturbed.map(({ top5 }) => top5)),
    msPerCharacterP50: ms.p50,
    msPerCharacterP95: ms.p95,
    noise,
  };
}
