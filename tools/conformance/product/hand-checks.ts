import type { HandFacts, ProductCheck } from './world.ts';

function unless(isRight: boolean, what: string): readonly string[] {
  return isRight ? [] : [what];
}

export const handChecks = {
  'one-tap-does-it': {
    told: 'gallery, CDP touch events: one tap of one finger on every key of every screen does exactly one thing',
    find: ({ hand }) => [...hand.tapFaults, ...unless(hand.tapped > 0, 'no key was tapped')],
  },
  'down-and-up-inside': {
    told: 'gallery, CDP touch events: going down does nothing, sliding off does nothing, 10 px of trembling and 1.2 s still count once',
    find: ({ hand }) => [
      ...unless(hand.actsOnDown === 0, `a finger going down does ${hand.actsOnDown} things`),
      ...unless(hand.slideOffActs === 0, `sliding off does ${hand.slideOffActs} things`),
      ...unless(hand.trembleActs === 1, `a trembling finger does ${hand.trembleActs} things`),
    ],
  },
  'tab-reaches-all': {
    told: 'gallery, real Tab key: comes to every key of every screen in turn and leaves the last',
    find: ({ hand }) => hand.tabFaults,
  },
  'faces-are-bundled': {
    told: 'CDP CSS.getPlatformFontsForNode on every text of every screen in every language: glyphs come from the sans-serif face that the page brings',
    find: ({ hand }) => hand.strangeFaces,
  },
  'seen-without-colours': {
    told: 'CDP achromatopsia, screenshots: held, switched off, next step and lit differ from plain by >= 1.5:1 on >= 0.5 % of their pixels and by >= 3:1 somewhere',
    find: ({ hand }) => [
      ...hand.greyPairs.flatMap(alike),
      ...unless(hand.greyPairs.length > 0, 'nothing was seen'),
    ],
  },
  'colours-mean-one-thing': {
    told: 'hues of the palette: alarm is red, warm is yellow, calm and accent are green; that words or drawings say the same is decided by icons-with-words',
    find: ({ hand: { palette } }) => [
      ...hueOff(palette, 'alarm', 330, 30),
      ...hueOff(palette, 'warm', 25, 65),
      ...hueOff(palette, 'calm', 90, 190),
      ...hueOff(palette, 'accent', 90, 190),
    ],
  },
} as const satisfies Readonly<Record<string, ProductCheck>>;

function alike({ what, changedShare, contrast }: HandFacts['greyPairs'][number]): readonly string[] {
  return unless(
    changedShare >= 0.005 && contrast >= 3,
    `without colours ${what} differ on ${(changedShare * 100).toFixed(1)} % by ${contrast.toFixed(1)}:1`,
  );
}

/** Degrees on the colour wheel; a range may go through red. */
function hueOff(palette: HandFacts['palette'], role: string, from: number, to: number): readonly string[] {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/iu.exec(palette[role] ?? '');
  if (hex === null) return [`${role} is no plain colour: “${palette[role] ?? ''}”`];
  const [red = 0, green = 0, blue = 0] = hex.slice(1).map((part) => parseInt(part, 16));
  const hue = hueOf(red, green, blue);
  const isWithin = from <= to ? hue >= from && hue <= to : hue >= from || hue <= to;
  return unless(isWithin, `${role} has the hue ${hue.toFixed(0)}°`);
}

function hueOf(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  const span = most - Math.min(red, green, blue);
  if (span === 0) return 0;
  if (most === red) return (60 * ((green - blue) / span) + 360) % 360;
  return most === green ? 60 * ((blue - red) / span + 2) : 60 * ((red - green) / span + 4);
}
