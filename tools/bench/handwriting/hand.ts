import {
  distance,
  resample,
  type Point,
  type Stroke,
  type Writing,
} from '../../../core/handwriting/strokes.ts';

/** How a hand departs from the model, in a square of 256; each is the root of the mean square of what is drawn. */
export type Hand = {
  /** Of a wobble whose length is 16 to 30 px. */
  readonly tremorPx: number;
  readonly rotationDegrees: number;
  /** Of width and height, each for itself. */
  readonly scaleShare: number;
  /** Of each stroke for itself. */
  readonly shiftPx: number;
  /** Share of the strokes that change places with the next one. */
  readonly swappedShare?: number;
  /** Share of the strokes that run on into the next one without the pen leaving the glass. */
  readonly joinedShare?: number;
  /** Share of the strokes that are drawn from their end. */
  readonly reversedShare?: number;
  readonly isInAnyOrder?: boolean;
};

/** From 0 up to but not including 1. */
export type Draw = () => number;

const sidePx = 256;
const stepPx = 5;
const wobble = { shortestPx: 16, longestPx: 30 } as const;

/** The writing as this hand would do it. */
export function written(writing: Writing, hand: Hand, draw: Draw): Writing {
  const turned = writing.map(turn(hand, draw));
  const shaken = turned.map((stroke) => shake(stroke, hand, draw));
  return join(reorder(reverse(shaken, hand, draw), hand, draw), hand, draw);
}

/** Normally distributed around nought (Box and Muller). */
function around(draw: Draw, deviation: number): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw()) * deviation;
}

function turn({ rotationDegrees, scaleShare }: Hand, draw: Draw): (stroke: Stroke) => Stroke {
  const angle = (around(draw, rotationDegrees) * Math.PI) / 180;
  const [scaleX, scaleY] = [1 + around(draw, scaleShare), 1 + around(draw, scaleShare)];
  const middle = sidePx / 2;
  return (stroke) =>
    stroke.map(([x, y]): Point => {
      const [fromMiddleX, fromMiddleY] = [(x - middle) * scaleX, (y - middle) * scaleY];
      return [
        middle + fromMiddleX * Math.cos(angle) - fromMiddleY * Math.sin(angle),
        middle + fromMiddleX * Math.sin(angle) + fromMiddleY * Math.cos(angle),
      ];
    });
}

function shake(stroke: Stroke, { tremorPx, shiftPx }: Hand, draw: Draw): Stroke {
  const shift: Point = [around(draw, shiftPx), around(draw, shiftPx)];
  const [wobbleX, wobbleY] = [wobbleOf(tremorPx, draw), wobbleOf(tremorPx, draw)];
  let gonePx = 0;
  const points = resample(stroke, stepPx);
  return points.map((point, at): Point => {
    gonePx += distance(points[at - 1] ?? point, point);
    return [point[0] + shift[0] + wobbleX(gonePx), point[1] + shift[1] + wobbleY(gonePx)];
  });
}

function wobbleOf(tremorPx: number, draw: Draw): (gonePx: number) => number {
  const lengthPx = wobble.shortestPx + draw() * (wobble.longestPx - wobble.shortestPx);
  const phase = draw() * 2 * Math.PI;
  return (gonePx) => Math.SQRT2 * tremorPx * Math.sin((2 * Math.PI * gonePx) / lengthPx + phase);
}

function reverse(writing: Writing, { reversedShare = 0 }: Hand, draw: Draw): Writing {
  return writing.map((stroke) => (draw() < reversedShare ? stroke.toReversed() : stroke));
}

function reorder(writing: Writing, { isInAnyOrder = false, swappedShare = 0 }: Hand, draw: Draw): Writing {
  if (isInAnyOrder) {
    const keyed = writing.map((stroke) => ({ stroke, key: draw() }));
    return keyed.toSorted((a, b) => a.key - b.key).map(({ stroke }) => stroke);
  }
  const strokes = [...writing];
  for (let at = 0; at + 1 < strokes.length; at += 1) {
    if (draw() < swappedShare) strokes.splice(at, 2, ...strokes.slice(at, at + 2).toReversed());
  }
  return strokes;
}

function join(writing: Writing, { joinedShare = 0 }: Hand, draw: Draw): Writing {
  const joined: Stroke[] = [];
  for (const stroke of writing) {
    const before = joined.at(-1);
    if (before !== undefined && draw() < joinedShare) joined.splice(-1, 1, [...before, ...stroke]);
    else joined.push(stroke);
  }
  return joined;
}
