import { fault, type Combination, type Fault, type ScreenCheck } from '../combination.ts';
import { pageKey } from '../fixed-keys.ts';
import type { Box, KeySeen } from '../seen.ts';

/** Pixels are whole and figures are rounded: so much less is not less. */
const slackPx = 0.5;
/** The document gives pixels at 21.5"; these are the millimetres they stand for. */
const targetMm = 80 / 4.034;
const primaryMm = 96 / 4.034;
const gapMm = 16 / 4.034;

const mmText = (px: number, pxPerMm: number) => (px / pxPerMm).toFixed(2);

export const geometryChecks = {
  'targets-20-mm': {
    told: 'rectangle of everything operable, both ways >= 19.8 mm, no exemption for spacing',
    find: (seen) => smallTargets(seen, targetMm * seen.pxPerMm),
  },
  'targets-12-mm': {
    told: 'rectangle of everything operable, both ways >= 12.7 mm',
    find: (seen) => smallTargets(seen, 12.7 * seen.pxPerMm),
  },
  'targets-60-px': {
    told: 'rectangle of everything operable, both ways >= 60 CSS px (1 dp read as 1 px)',
    find: (seen) => smallTargets(seen, 60),
  },
  'targets-44-px': {
    told: 'rectangle of everything operable, both ways >= 44 CSS px',
    find: (seen) => smallTargets(seen, 44),
  },
  'primary-24-mm': {
    told: 'height of the primary key >= 23.8 mm',
    find: ({ rest, pxPerMm }) =>
      rest.keys
        .filter(({ isPrimary, box }) => isPrimary && box.bottom - box.top < primaryMm * pxPerMm - slackPx)
        .map(({ name, box }) =>
          fault(`primary key ${name} is ${mmText(box.bottom - box.top, pxPerMm)} mm high`),
        ),
  },
  'gaps-4-mm': {
    told: 'nearest edges of every two keys >= 3.97 mm apart; lying over each other is a gap below nothing',
    find: (seen) => narrowGaps(seen, gapMm * seen.pxPerMm),
  },
  'gaps-2.5-mm': {
    told: 'nearest edges of every two keys >= 2.54 mm apart',
    find: (seen) => narrowGaps(seen, 2.54 * seen.pxPerMm),
  },
  'one-question': {
    told: 'at most one primary key, at most six choices, nothing to scroll',
    find: ({ rest }) => [
      ...(rest.keys.filter(({ isPrimary }) => isPrimary).length > 1
        ? [fault('there are two next steps')]
        : []),
      ...(rest.choices > 6 ? [fault(`there are ${rest.choices} choices`)] : []),
      ...rest.overflows.filter((what) => what.endsWith('scrolls')).map(fault),
    ],
  },
  'nothing-cut-off': {
    told: 'texts within their place, keys and drawings on the glass, no key over words or under another thing, nothing scrolls or is cut',
    find: ({ rest }) => lostThings(rest),
  },
  'survives-text-spacing': {
    told: 'letters 0.12 em, words 0.16 em, paragraphs 2 em apart are put in; then again that nothing is lost',
    find: ({ spaced }) => lostThings(spaced),
  },
  'taps-only': {
    told: 'nothing on the glass scrolls or can be dragged; what has more pages has keys to turn them',
    find: ({ rest }) => [
      ...rest.overflows.filter((what) => what.endsWith('scrolls')).map(fault),
      ...(rest.pages > 1 && !rest.keys.some(({ name, isDisabled }) => turnsPages(name) && !isDisabled)
        ? [fault(`${rest.pages} pages and no key to turn them`)]
        : []),
    ],
  },
  'pop-ups-can-be-closed': {
    told: 'every pop-up has a close key >= 19.8 mm at its top left, top right or bottom centre',
    find: ({ rest, pxPerMm }) =>
      rest.dialogs.flatMap(({ what, box, close }) => badClose(what, box, close, pxPerMm)),
  },
  'keys-within-reach': {
    told: 'height of every key above the floor, from 380 to 1220 mm, with the panel hung as the table of panels of the gallery says',
    find: (seen) => outOfReach(seen),
  },
  'panel-geometry': {
    told: 'pixels and px per mm of the panel: >= 85 ppi, >= 700 cm²',
    find: ({ view: { panel } }) => {
      const ppi = panel.pxPerMm * 25.4;
      const areaCm2 = (panel.widthPx * panel.heightPx) / (panel.pxPerMm * 10) ** 2;
      return [
        ...(ppi < 85 ? [fault(`the panel has ${ppi.toFixed(1)} ppi`)] : []),
        ...(areaCm2 < 700 ? [fault(`the panel has ${areaCm2.toFixed(0)} cm²`)] : []),
      ];
    },
  },
  'all-doubled-at-200': {
    told: 'at 200 %: em boxes >= 2 x 10.1 mm and of main text >= 2 x 12.1 mm, targets >= 2 x 19.8 mm, gaps >= 2 x 3.97 mm, nothing cut off',
    find: (seen) => (seen.view.look.zoom === 2 ? notDoubled(seen) : []),
  },
  'true-millimetres': {
    told: 'the stage fills the panel and its own px per mm are those of the panel, or twice as many at 200 %',
    find: ({ rest, view: { panel, look }, pxPerMm }) => {
      const ratio = rest.stagePxPerMm / pxPerMm;
      const isTrue = Math.abs(ratio - 1) < 0.005 || Math.abs(ratio - look.zoom) < 0.005;
      const isWhole = rest.stage.right - rest.stage.left > panel.widthPx - 2;
      return [
        ...(isTrue ? [] : [fault(`the stage has ${rest.stagePxPerMm} px per mm, the panel ${pxPerMm}`)]),
        ...(isWhole ? [] : [fault('the stage does not fill the panel')]),
      ];
    },
  },
} as const satisfies Readonly<Record<string, ScreenCheck>>;

function smallTargets({ rest, pxPerMm }: Combination, leastPx: number): readonly Fault[] {
  return rest.keys.flatMap(({ name, box }) => {
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    if (Math.min(width, height) >= leastPx - slackPx) return [];
    return [fault(`key ${name} is ${mmText(width, pxPerMm)} × ${mmText(height, pxPerMm)} mm`)];
  });
}

function narrowGaps({ rest, pxPerMm }: Combination, leastPx: number): readonly Fault[] {
  const keys = rest.keys.filter(({ isWholeGlass }) => !isWholeGlass);
  return keys.flatMap((one, at) =>
    keys.slice(at + 1).flatMap((other) => {
      const gapPx = gapBetween(one.box, other.box);
      if (gapPx >= leastPx - slackPx) return [];
      return [fault(`keys ${one.name} and ${other.name} are ${mmText(gapPx, pxPerMm)} mm apart`)];
    }),
  );
}

export function gapBetween(one: Box, other: Box): number {
  const across = Math.max(one.left, other.left) - Math.min(one.right, other.right);
  const down = Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom);
  return Math.max(across, down);
}

function notDoubled(seen: Combination): readonly Fault[] {
  const { texts } = seen.rest;
  const small = texts.filter(
    ({ fontPx, isMain, isUnneeded }) =>
      fontPx < 2 * (isUnneeded ? 7 : isMain ? 12.1 : 10.1) * seen.pxPerMm - slackPx,
  );
  return [
    ...small.map(({ said, fontPx }) => fault(`“${said}” is ${mmText(fontPx, seen.pxPerMm)} mm large`)),
    ...smallTargets(seen, 2 * targetMm * seen.pxPerMm),
    ...narrowGaps(seen, 2 * gapMm * seen.pxPerMm),
    ...lostThings(seen.rest),
  ];
}

function lostThings({ texts, keys, pictures, stage, overflows }: Combination['rest']): readonly Fault[] {
  const small = keys.filter(({ isWholeGlass }) => !isWholeGlass);
  const outside = [
    ...texts
      .filter(({ boxes, room }) => boxes.some((box) => !isWithin(box, room)))
      .map(({ said }) => `“${said}” stands outside its place`),
    ...[...small.map(({ name, box }) => ({ what: `key ${name}`, box })), ...pictures.map(pictureBox)]
      .filter(({ box }) => !isWithin(box, stage))
      .map(({ what }) => `${what} stands outside the glass`),
  ];
  const hidden = small.flatMap((key) => [
    ...(key.coveredBy === null ? [] : [`key ${key.name} is covered by ${key.coveredBy}`]),
    ...(key.isTooSmallForWords ? [`key ${key.name} is too small for its words`] : []),
    ...texts
      .filter((text) => text.key === null && text.boxes.some((box) => gapBetween(box, key.box) < -1))
      .map(({ said }) => `key ${key.name} lies over “${said}”`),
  ]);
  return [...outside, ...hidden, ...overflows].map(fault);
}

function pictureBox({ where, box }: Combination['rest']['pictures'][number]) {
  return { what: `the drawing at ${where}`, box };
}

function isWithin(box: Box, room: Box): boolean {
  return (
    box.left >= room.left - 1 &&
    box.right <= room.right + 1 &&
    box.top >= room.top - 1 &&
    box.bottom <= room.bottom + 1
  );
}

function turnsPages(name: string): boolean {
  return name === pageKey;
}

function badClose(what: string, box: Box, close: Box | null, pxPerMm: number): readonly Fault[] {
  if (close === null) return [fault(`${what} has no close key`)];
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const across = ((close.left + close.right) / 2 - box.left) / width;
  const down = ((close.top + close.bottom) / 2 - box.top) / height;
  const isAtTop = down < 0.3 && (across < 0.25 || across > 0.75);
  const isAtFoot = down > 0.7 && across > 0.35 && across < 0.65;
  const sidePx = Math.min(close.right - close.left, close.bottom - close.top);
  return [
    ...(isAtTop || isAtFoot ? [] : [fault(`${what} has its close key where nobody looks for it`)]),
    ...(sidePx >= targetMm * pxPerMm - slackPx
      ? []
      : [fault(`${what} has a close key of ${mmText(sidePx, pxPerMm)} mm`)]),
  ];
}

function outOfReach({ rest, pxPerMm, view: { panel } }: Combination): readonly Fault[] {
  const heightMm = (px: number) => (panel.bottomMm ?? 0) + (rest.stage.bottom - px) / pxPerMm;
  return rest.keys.flatMap((key) => {
    const [topMm, bottomMm] = [heightMm(topOf(key)), heightMm(key.box.bottom)];
    if (topMm <= 1_220 && bottomMm >= 380) return [];
    return [
      fault(`key ${key.name} reaches from ${bottomMm.toFixed(0)} to ${topMm.toFixed(0)} mm above the floor`),
    ];
  });
}

/** Whoever reaches any part of a key that is the whole glass has reached it. */
function topOf({ isWholeGlass, box }: KeySeen): number {
  return isWholeGlass ? box.bottom : box.top;
}
