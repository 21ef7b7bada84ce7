import {
  boxOf,
  distance,
  mapPoints,
  resample,
  smooth,
  type Box,
  type Point,
  type Writing,
} from './strokes.ts';

/** Unsigned directions of the pen (—, \, |, /) … */
const directions = 4;
/** … in each cell of a grid so many cells wide and high. */
const grid = 8;
export const featureCount = directions * grid * grid;

const sidePx = 200;
const stepPx = 4;
/** A hand that trembles goes to and fro every dozen pixels; its strokes go where their middle goes. */
const smoothings = 3;
const cellPx = sidePx / grid;
const sigmaCells = 0.7;
/** A side that is shorter than this share of the longer one is no frame to stretch into: 一 would fill the square. */
const slenderShare = 0.35;
const slenderAs = 0.6;

/**
 * Where in its square a character has strokes of which direction: a vector of length 1. Neither the order of the
 * strokes nor the way in which each is drawn changes it.
 */
export function featuresOf(writing: Writing): Float32Array {
  const features = new Float32Array(featureCount);
  for (const stroke of mapPoints(writing, stretch(boxOf(writing)))) {
    const points = smooth(resample(stroke, stepPx), smoothings);
    points.forEach((to, at) => {
      const from = points[at - 1];
      if (from !== undefined) addSegment(features, from, to);
    });
  }
  features.forEach((value, at) => {
    features[at] = Math.sqrt(value);
  });
  return unitLength(features);
}

export function lengthOf(vector: Float32Array | Int8Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.sqrt(squares);
}

function unitLength(vector: Float32Array): Float32Array {
  const length = lengthOf(vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

function stretch({ left, top, width, height }: Box): (point: Point) => Point {
  const longer = Math.max(width, height);
  const scaleOf = (side: number) => {
    const framed = side < longer * slenderShare ? longer * slenderAs : side;
    return framed === 0 ? 0 : sidePx / framed;
  };
  const [scaleX, scaleY] = [scaleOf(width), scaleOf(height)];
  return ([x, y]) => [
    sidePx / 2 + (x - left - width / 2) * scaleX,
    sidePx / 2 + (y - top - height / 2) * scaleY,
  ];
}

function addSegment(features: Float32Array, from: Point, to: Point): void {
  const length = distance(from, to);
  if (length === 0) return;
  // A straight angle and none are one unsigned direction.
  const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) + Math.PI) % Math.PI;
  const turn = (angle / Math.PI) * directions;
  const lower = Math.floor(turn) % directions;
  const upperShare = turn - Math.floor(turn);
  const columns = cellWeights((from[0] + to[0]) / 2);
  const rows = cellWeights((from[1] + to[1]) / 2);
  rows.forEach((rowWeight, row) => {
    columns.forEach((columnWeight, column) => {
      const weight = rowWeight * columnWeight * length;
      const cell = row * grid + column;
      add(features, lower, cell, weight * (1 - upperShare));
      add(features, (lower + 1) % directions, cell, weight * upperShare);
    });
  });
}

function add(features: Float32Array, direction: number, cell: number, weight: number): void {
  const at = direction * grid * grid + cell;
  features[at] = (features[at] ?? 0) + weight;
}

/** How much of a point at `px` each cell of a row takes. */
function cellWeights(px: number): readonly number[] {
  return Array.from({ length: grid }, (_, cell) => {
    const awayCells = px / cellPx - (cell + 0.5);
    return Math.exp(-(awayCells * awayCells) / (2 * sigmaCells * sigmaCells));
  });
}
