import {
  fault,
  undecided,
  type Combination,
  type DrawnSeen,
  type Fault,
  type ScreenCheck,
} from '../combination.ts';
import { contrastBetween, ratioText } from '../colour.ts';
import { edgeContrast } from '../edge-contrast.ts';
import type { Colour, Ground } from '../seen.ts';

/** 21:1 of pure black and white is 20.9… once the ratio has been rounded to hundredths. */
const roundedBy = 0.005;
/** Styles and pixels may differ by so much before they are said to disagree. */
const agreement = 0.12;
/** With less of one colour than this a text has no one ground. */
const leastGround = 0.2;
/** A drawing may fill its sheet; an edge has the key on one side. */
const anyGround = 0;

export const contrastChecks = {
  'contrast-by-style-10': {
    told: 'computed colours of every text, disabled keys and lit words too, against what lies behind: >= 10:1; a ground that styles cannot tell is undecided',
    find: (seen) => textsBelow(seen, 10),
  },
  'contrast-by-pixels-10': {
    told: 'ink against ground of every text in the screenshot, antialiasing left out: >= 10:1; no one ground is undecided',
    find: ({ pixels }) => pixels.texts.flatMap((text) => drawnBelow(text, 10)),
  },
  'contrast-agrees': {
    told: 'what styles say of a text and what the screenshot shows differ by no more than 12 %',
    find: ({ pixels }) => pixels.texts.flatMap(disagreement),
  },
  'held-keys-10': {
    told: 'the words of every key in the clothes of a held key: computed colours >= 10:1; one key of every screenshot is really held',
    find: ({ held }) =>
      held.flatMap(({ name, said, ...text }) => below(`${name} “${said}”, held,`, text, 10)),
  },
  'contrast-of-all-10': {
    told: 'words by style and pixels and strokes of drawings by style and pixels: >= 10:1; edges of keys >= 3:1',
    find: (seen) => [
      ...textsBelow(seen, 10),
      ...strokesBelow(seen, 10),
      ...seen.pixels.texts.flatMap((text) => drawnBelow(text, 10)),
      ...seen.pixels.pictures.flatMap((picture) => drawnBelow(picture, 10, anyGround)),
      ...edgesBelow(seen, 3),
    ],
  },
  'contrast-20-when-high': {
    told: 'in both high modes: words and strokes of drawings by style and pixels >= 20:1; the modes differ in their ground',
    find: (seen) => (seen.view.look.contrast === 'default' ? [] : highContrast(seen)),
  },
  'contrast-4.5': {
    told: 'computed colours of every text and stroke and their pixels >= 4.5:1, without relief for large text',
    find: (seen) => [
      ...textsBelow(seen, 4.5),
      ...strokesBelow(seen, 4.5),
      ...seen.pixels.texts.flatMap((text) => drawnBelow(text, 4.5)),
    ],
  },
  'non-text-3': {
    told: 'edges of keys, strokes of drawings, bars, dots and lines by style, edges also by pixels: >= 3:1',
    find: (seen) => [
      ...edgesBelow(seen, 3),
      ...strokesBelow(seen, 3),
      ...seen.rest.parts.flatMap(({ what, colour, ground }) => below(what, { colour, ground }, 3)),
    ],
  },
  'focus-ring': {
    told: 'every key takes the focus; its ring is solid, >= 4 px wide and >= 3:1 by style, and seen in the screenshot of one key a view',
    find: ({ focus, pixels: { ring } }) => [
      ...focus.flatMap(badRing),
      ...(ring === null ? [] : drawnBelow(ring, 3, anyGround)),
    ],
  },
  'focus-not-hidden': {
    told: 'hit tests at the middle and corners of every key while it has the focus: no part is under anything else',
    find: ({ focus }) =>
      focus
        .filter(({ coveredBy }) => coveredBy !== null)
        .map(({ name, coveredBy }) => fault(`key ${name} in focus is covered by ${coveredBy}`)),
  },
  'bright-glass': {
    told: 'luminance of the stage: >= 0.9 by default, full white on high-light, full black on high-dark',
    find: ({ rest: { paper }, view }) => {
      const { contrast } = view.look;
      const againstBlack = contrastBetween(paper, [0, 0, 0, 1]);
      if (contrast === 'default')
        return againstBlack >= 19 ? [] : [fault(`the glass has ${ratioText(againstBlack)}`)];
      const wanted = contrast === 'high-light' ? 21 : 1;
      return Math.abs(againstBlack - wanted) < 0.5
        ? []
        : [fault(`the glass has ${ratioText(againstBlack)} against black`)];
    },
  },
} as const satisfies Readonly<Record<string, ScreenCheck>>;

function below(
  what: string,
  { colour, ground }: { readonly colour: Colour; readonly ground: Ground },
  least: number,
): readonly Fault[] {
  if (ground.doubt !== null) return [undecided(`${what}: ${ground.doubt}`)];
  if (colour[3] < 1) return [undecided(`${what} is translucent`)];
  const ratio = contrastBetween(colour, ground.colour);
  return ratio >= least - roundedBy ? [] : [fault(`${what} has ${ratioText(ratio)}`)];
}

function textsBelow({ rest }: Combination, least: number): readonly Fault[] {
  return rest.texts.flatMap((text) => below(`“${text.said}”`, text, least));
}

function strokesBelow({ rest }: Combination, least: number): readonly Fault[] {
  return rest.pictures.flatMap(({ where, stroke, ground }) =>
    below(`the drawing at ${where}`, { colour: stroke, ground }, least),
  );
}

function edgesBelow({ rest, pixels }: Combination, least: number): readonly Fault[] {
  return [
    ...rest.keys
      .filter(({ isDisabled, isWholeGlass }) => !isDisabled && !isWholeGlass)
      .filter((key) => edgeContrast(key) < least)
      .map((key) => fault(`the edge of key ${key.name} has ${ratioText(edgeContrast(key))}`)),
    ...pixels.edges.flatMap((edge) => drawnBelow(edge, least, anyGround)),
  ];
}

function drawnBelow({ what, byPixels }: DrawnSeen, least: number, ground = leastGround): readonly Fault[] {
  if (byPixels === null) return [undecided(`${what} is not in the screenshot`)];
  if (byPixels.groundShare < ground) return [undecided(`${what} has no one ground in the screenshot`)];
  return byPixels.contrast >= least - roundedBy
    ? []
    : [fault(`${what} is drawn with ${ratioText(byPixels.contrast)}`)];
}

function disagreement({ what, byStyle, byPixels }: DrawnSeen): readonly Fault[] {
  if (byStyle === null || byPixels === null) return [undecided(`${what}: only one of the two can tell`)];
  const ratio = byPixels.contrast / byStyle;
  if (Math.abs(ratio - 1) <= agreement) return [];
  return [
    fault(`${what}: ${ratioText(byStyle)} by style, ${ratioText(byPixels.contrast)} in the screenshot`),
  ];
}

function highContrast(seen: Combination): readonly Fault[] {
  return [
    ...textsBelow(seen, 20),
    ...strokesBelow(seen, 20),
    ...seen.pixels.texts.flatMap((text) => drawnBelow(text, 20)),
    ...seen.pixels.pictures.flatMap((picture) => drawnBelow(picture, 20, anyGround)),
  ];
}

function badRing({ name, hasFocus, ringPx, style, ring, around }: Combination['focus'][number]) {
  if (!hasFocus) return [fault(`key ${name} does not take the focus`)];
  if (style !== 'solid' || ringPx < 4) return [fault(`the ring of key ${name} is ${style}, ${ringPx} px`)];
  return below(`the ring of key ${name}`, { colour: ring, ground: around }, 3);
}
