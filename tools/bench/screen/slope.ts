export type Point = { readonly x: number; readonly y: number };

/** By how much `y` grows with each `x`: the line of least squares. NaN of fewer than two different `x`. */
export function slopeOf(points: readonly Point[]): number {
  const [middleX, middleY] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const across = sum(points.map(({ x }) => (x - middleX) ** 2));
  return sum(points.map(({ x, y }) => (x - middleX) * (y - middleY))) / across;
}

function mean(figures: readonly number[]): number {
  return sum(figures) / figures.length;
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
