import type { DrawnSeen, PixelsSeen } from './combination.ts';
import { contrastBetween } from './colour.ts';
import { edgeContrast } from './edge-contrast.ts';
import type { Image } from './image.ts';
import { drawnIn } from './pixels.ts';
import type { Box, Colour, Ground, KeySeen, PictureSeen, Seen, TextSeen } from './seen.ts';

/** A comma is all rim: nothing of it is surely ink. */
const marksOnly = /^[\p{P}\p{S}\s]+$/u;

/**
 * Compares the screenshot with what the styles promise.
 *
 * @param seen the glass as it stood when the picture was taken
 * @param focused the key that had the focus then
 */
export function lookAtPixels(image: Image, seen: Seen, focused: string | null): PixelsSeen {
  const ringed = seen.keys.find(({ name, isWholeGlass }) => name === focused && !isWholeGlass);
  return {
    texts: seen.texts.filter(({ said }) => !marksOnly.test(said)).map((text) => drawnText(image, text)),
    pictures: seen.pictures.map((picture) => drawnPicture(image, picture)),
    edges: seen.keys
      .filter(({ isDisabled, isWholeGlass }) => !isDisabled && !isWholeGlass)
      .map((key) => drawnEdge(image, key)),
    ring: ringed === undefined ? null : drawnRing(image, ringed, seen.stagePxPerMm),
  };
}

function drawnText(image: Image, text: TextSeen): DrawnSeen {
  const drawn = text.boxes
    .map((box) => drawnIn(image, emBox(box, text.fontPx)))
    .filter((one) => one !== null)
    .toSorted((a, b) => a.contrast - b.contrast);
  return {
    what: `“${text.said}”`,
    byStyle: styleContrast(text.colour, text.ground),
    byPixels: drawn[0] ?? null,
  };
}

/** Above and below the em box lies only air, or a neighbour's line. */
function emBox({ left, top, right, bottom }: Box, fontPx: number): Box {
  const middle = (top + bottom) / 2;
  return { left, right, top: middle - fontPx / 2, bottom: middle + fontPx / 2 };
}

function styleContrast(colour: Colour, { colour: ground, doubt }: Ground): number | null {
  return doubt === null && colour[3] === 1 ? contrastBetween(colour, ground) : null;
}

function drawnPicture(image: Image, { where, box, stroke, ground }: PictureSeen): DrawnSeen {
  // The rim of the box may be a rounded corner of its own ground.
  const inset = (box.right - box.left) / 8;
  const heart = {
    left: box.left + inset,
    top: box.top + inset,
    right: box.right - inset,
    bottom: box.bottom - inset,
  };
  return {
    what: `the drawing at ${where}`,
    byStyle: styleContrast(stroke, ground),
    byPixels: drawnIn(image, heart),
  };
}

/** Across the left edge, halfway up: from the ground outside to the key itself. */
function drawnEdge(image: Image, key: KeySeen): DrawnSeen {
  const { left, top, bottom } = key.box;
  const middle = (top + bottom) / 2;
  const across = { left: left - 14, right: left + 6, top: middle - 4, bottom: middle + 4 };
  return {
    what: `the edge of key ${key.name}`,
    byStyle: edgeContrast(key),
    byPixels: drawnIn(image, across),
  };
}

/** Below the key, where a ring lies outside of it. */
function drawnRing(image: Image, key: KeySeen, pxPerMm: number): DrawnSeen {
  const { left, right, bottom } = key.box;
  const middle = (left + right) / 2;
  const below = { left: middle - 4, right: middle + 4, top: bottom + 1, bottom: bottom + 4 * pxPerMm };
  return { what: `the ring around key ${key.name}`, byStyle: null, byPixels: drawnIn(image, below) };
}
