import { boxOf, mapPoints, type Point, type Writing } from './strokes.ts';

/** What the recogniser takes: one image, three equal channels, rows by columns. */
export const rasterShape = [1, 3, 48, 96] as const;

const [, channels, heightPx, widthPx] = rasterShape;
/** The longer side of the writing, in the middle of the image. */
const writingPx = 36;
/** The pen is solid up to here from its path, and has faded out there. */
const solidPx = 0.6;
const fadedPx = 1.6;

/** The writing in black (-1) on white (1), as the recogniser was taught to read print. */
export function rasterOf(writing: Writing): Float32Array {
  const plane = new Float32Array(heightPx * widthPx).fill(1);
  for (const stroke of centred(writing)) {
    stroke.forEach((to, at) => drawSegment(plane, stroke[at - 1] ?? to, to));
  }
  const raster = new Float32Array(channels * plane.length);
  for (let channel = 0; channel < channels; channel += 1) raster.set(plane, channel * plane.length);
  return raster;
}

function centred(writing: Writing): Writing {
  const { left, top, width, height } = boxOf(writing);
  const longer = Math.max(width, height);
  const scale = longer === 0 ? 0 : writingPx / longer;
  return mapPoints(writing, ([x, y]) => [
    widthPx / 2 + (x - left - width / 2) * scale,
    heightPx / 2 + (y - top - height / 2) * scale,
  ]);
}

function drawSegment(plane: Float32Array, from: Point, to: Point): void {
  const columns = span(from[0], to[0], widthPx);
  const rows = span(from[1], to[1], heightPx);
  for (let row = rows.first; row <= rows.last; row += 1) {
    for (let column = columns.first; column <= columns.last; column += 1) {
      const away = distanceToSegment([column + 0.5, row + 0.5], from, to);
      const ink = Math.min(1, (fadedPx - away) / (fadedPx - solidPx));
      const at = row * widthPx + column;
      // Where strokes cross, the darker one shows.
      if (ink > 0) plane[at] = Math.min(plane[at] ?? 1, 1 - 2 * ink);
    }
  }
}

/** The pixels that a pen between two coordinates can reach. */
function span(a: number, b: number, limit: number): { readonly first: number; readonly last: number } {
  return {
    first: Math.max(0, Math.floor(Math.min(a, b) - fadedPx)),
    last: Math.min(limit - 1, Math.ceil(Math.max(a, b) + fadedPx)),
  };
}

function distanceToSegment([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length2 = alongX * alongX + alongY * alongY;
  const share = length2 === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length2;
  const nearest = Math.min(1, Math.max(0, share));
  return Math.hypot(x - fromX - alongX * nearest, y - fromY - alongY * nearest);
}
