/** A point of the pen's path; x to the right, y down, in any one unit. */
export type Point = readonly [x: number, y: number];

/** One stroke, from touching the glass to leaving it; at least one point. */
export type Stroke = readonly Point[];

/** The strokes of one character, in the order written. Nothing here asks for that order. */
export type Writing = readonly Stroke[];

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** The smallest box around all strokes; a single dot has no size. */
export function boxOf(writing: Writing): Box {
  const xs = writing.flatMap((stroke) => stroke.map(([x]) => x));
  const ys = writing.flatMap((stroke) => stroke.map(([, y]) => y));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

export function mapPoints(writing: Writing, move: (point: Point) => Point): Writing {
  return writing.map((stroke) => stroke.map(move));
}

/** The same path with a point every `step`, begun at its first point; its very last point stays. */
export function resample(stroke: Stroke, step: number): Stroke {
  const first = stroke[0];
  if (first === undefined) return [];
  const points: Point[] = [first];
  let from = first;
  let gone = 0;
  for (const to of stroke.slice(1)) {
    let left = distance(from, to);
    while (gone + left >= step && left > 0) {
      from = towards(from, to, (step - gone) / left);
      points.push(from);
      gone = 0;
      left = distance(from, to);
    }
    gone += left;
    from = to;
  }
  if (gone > 0) points.push(from);
  return points;
}

/** Each point drawn towards the middle of its neighbours (1, 2, 1), so many times; the ends stay. */
export function smooth(stroke: Stroke, times: number): Stroke {
  if (times === 0) return stroke;
  const once = stroke.map((point, at): Point => {
    const [before, after] = [stroke[at - 1], stroke[at + 1]];
    if (before === undefined || after === undefined) return point;
    return [(before[0] + 2 * point[0] + after[0]) / 4, (before[1] + 2 * point[1] + after[1]) / 4];
  });
  return smooth(once, times - 1);
}

function towards([fromX, fromY]: Point, [toX, toY]: Point, share: number): Point {
  return [fromX + (toX - fromX) * share, fromY + (toY - fromY) * share];
}

export function distance([fromX, fromY]: Point, [toX, toY]: Point): number {
  return Math.hypot(toX - fromX, toY - fromY);
}
