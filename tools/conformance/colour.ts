import type { Colour } from './seen.ts';

const weights = [0.2126, 0.7152, 0.0722] as const;
const linear = Float64Array.from({ length: 256 }, (_, level) => linearOf(level));

function linearOf(level: number): number {
  const share = level / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** WCAG 2.2, relative luminance, 0–1, of 8-bit sRGB. */
export function luminanceOf(red: number, green: number, blue: number): number {
  return (
    weights[0] * (linear[red] ?? linearOf(red)) +
    weights[1] * (linear[green] ?? linearOf(green)) +
    weights[2] * (linear[blue] ?? linearOf(blue))
  );
}

/** WCAG 2.2, contrast ratio of two luminances, 1–21. */
export function contrastOf(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** Of two opaque colours. */
export function contrastBetween(one: Colour, other: Colour): number {
  return contrastOf(luminanceOf(one[0], one[1], one[2]), luminanceOf(other[0], other[1], other[2]));
}

/** For people: 9.96 is not 10. */
export function ratioText(ratio: number): string {
  return `${(Math.floor(ratio * 100) / 100).toFixed(2)}:1`;
}
