import { contrastOf, luminanceOf } from './colour.ts';
import type { Image } from './image.ts';
import type { Box } from './seen.ts';

/** What a stretch of the glass looks like once it is drawn. */
export type Drawn = {
  /** Between the ground and the ink that differs most from it, antialiasing left out. */
  readonly contrast: number;
  /** How much of the stretch is exactly the ground, 0–1: little of it means that there is no one ground. */
  readonly groundShare: number;
  /** How much of it is not the ground at all, 0–1. */
  readonly inkShare: number;
};

/** Fewer pixels than this may be a speck or the rim of a neighbour. */
const leastInkPixels = 6;
const leastInkShare = 0.004;

/** Reads ground and ink of a box off the pixels; null where none of the box is on the glass. */
export function drawnIn(image: Image, box: Box): Drawn | null {
  const area = clipped(image, box);
  const total = (area.right - area.left) * (area.bottom - area.top);
  if (total <= 0 || area.right <= area.left) return null;
  const ground = groundOf(image, area);
  const groundLuminance = luminanceOf(ground >> 16, (ground >> 8) & 255, ground & 255);
  /** Pixels by how far they are from the ground, in hundredths of a contrast ratio. */
  const byContrast = new Uint32Array(2_102);
  let groundPixels = 0;
  eachPixel(image, area, (colour) => {
    if (colour === ground) {
      groundPixels += 1;
      return;
    }
    const ratio = contrastOf(luminanceOf(colour >> 16, (colour >> 8) & 255, colour & 255), groundLuminance);
    const bin = Math.round(ratio * 100);
    byContrast[bin] = (byContrast[bin] ?? 0) + 1;
  });
  return {
    contrast: inkContrast(byContrast, Math.max(leastInkPixels, total * leastInkShare)),
    groundShare: groundPixels / total,
    inkShare: 1 - groundPixels / total,
  };
}

/** The contrast that at least so many pixels reach: the heart of a stroke, not its blurred rim. */
function inkContrast(byContrast: Uint32Array, leastPixels: number): number {
  let pixels = 0;
  for (let bin = byContrast.length - 1; bin > 0; bin -= 1) {
    pixels += byContrast[bin] ?? 0;
    if (pixels >= leastPixels) return bin / 100;
  }
  return 1;
}

function clipped({ width, height }: Image, box: Box): Box {
  return {
    left: Math.max(0, Math.ceil(box.left)),
    top: Math.max(0, Math.ceil(box.top)),
    right: Math.min(width, Math.floor(box.right)),
    bottom: Math.min(height, Math.floor(box.bottom)),
  };
}

const rimPx = 2;

/** The ground is what runs along the rim: in the middle of a bold letter there may be more ink than ground. */
function groundOf(image: Image, { left, top, right, bottom }: Box): number {
  const counts = new Map<number, number>();
  const count = (colour: number) => counts.set(colour, (counts.get(colour) ?? 0) + 1);
  eachPixel(image, { left, right, top, bottom: Math.min(bottom, top + rimPx) }, count);
  eachPixel(image, { left, right, top: Math.max(top, bottom - rimPx), bottom }, count);
  eachPixel(image, { top, bottom, left, right: Math.min(right, left + rimPx) }, count);
  eachPixel(image, { top, bottom, left: Math.max(left, right - rimPx), right }, count);
  let [best, most] = [0, -1];
  for (const [colour, times] of counts) {
    if (times > most) [best, most] = [colour, times];
  }
  return best;
}

function eachPixel({ width, rgb }: Image, area: Box, see: (colour: number) => void): void {
  for (let y = area.top; y < area.bottom; y += 1) {
    const row = y * width * 3;
    for (let at = row + area.left * 3; at < row + area.right * 3; at += 3)
      see(((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0));
  }
}
