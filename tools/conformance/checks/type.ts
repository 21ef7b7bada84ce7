import { fault, type Combination, type Fault, type ScreenCheck } from '../combination.ts';
import type { TextSeen } from '../seen.ts';

const slackPx = 0.5;
/** EN 301 549 §5.1.4: a capital of 0.7° at 600 mm. */
const capAt600Mm = Math.tan((0.7 * Math.PI) / 180) * 600;
/** Of the sizes, in em boxes. */
const mainMm = { standard: 10.1, large: 12.1, extra: 14 } as const;

export const typeChecks = {
  'main-text-standard': {
    told: 'computed font size of question, answers and entries in 标准: em box >= 10.1 mm',
    find: (seen) => mainTextBelow(seen, 'standard'),
  },
  'main-text-large': {
    told: 'computed font size of question, answers and entries in 大: em box >= 12.1 mm',
    find: (seen) => mainTextBelow(seen, 'large'),
  },
  'main-text-extra': {
    told: 'computed font size of question, answers and entries in 特大: em box >= 14.0 mm',
    find: (seen) => mainTextBelow(seen, 'extra'),
  },
  'smallest-text': {
    told: 'computed font size of every text that can be seen: em box >= 10.1 mm, >= 7 mm for what nobody needs',
    find: ({ rest, pxPerMm }) =>
      rest.texts.flatMap((text) => tooSmall(text, (text.isUnneeded ? 7 : 10.1) * pxPerMm, pxPerMm)),
  },
  'text-18-px': {
    told: 'computed font size of every text that can be seen >= 18 CSS px (1 dp read as 1 px)',
    find: ({ rest, pxPerMm }) => rest.texts.flatMap((text) => tooSmall(text, 18, pxPerMm)),
  },
  'largest-size-30-px': {
    told: 'computed font size of question, answers and entries in 特大 >= 30 CSS px',
    find: ({ rest, pxPerMm }) =>
      rest.size === 'extra' ? mainTexts(rest.texts).flatMap((text) => tooSmall(text, 30, pxPerMm)) : [],
  },
  'capitals-0.7-degrees': {
    told: 'cap height, measured on the drawn face, of every needed text in 大 and 特大: 0.7° at 600 mm',
    find: (seen) => (seen.rest.size === 'standard' ? [] : capitalsBelow(seen, seen.rest.texts, capAt600Mm)),
  },
  'capitals-4.8-mm': {
    told: 'cap height, measured on the drawn face, of every needed text >= 4.8 mm',
    find: (seen) => capitalsBelow(seen, seen.rest.texts, 4.8),
  },
  'capital-bands': {
    told: 'cap height of main text: 标准 at least in the large band (6.4 mm), 大 and 特大 in the extra large one (8.5 mm); all else >= 4.8 mm',
    find: (seen) => [
      ...capitalsBelow(seen, seen.rest.texts, 4.8),
      ...capitalsBelow(seen, mainTexts(seen.rest.texts), seen.rest.size === 'standard' ? 6.4 : 8.5),
    ],
  },
  'letters-12-mm': {
    told: '12 mm: em box of main text in 大, ink of 国 in 特大, Latin capital of every text at 200 %',
    find: (seen) => lettersBelow12(seen),
  },
  'letters-7.25-mm': {
    told: 'em box of every text >= 7.25 mm, on every panel and not only on small ones',
    find: ({ rest, pxPerMm }) => rest.texts.flatMap((text) => tooSmall(text, 7.25 * pxPerMm, pxPerMm)),
  },
  'lines-1.5': {
    told: 'computed line height of every text >= 1.5 x its font size',
    find: ({ rest }) => tightLines(rest.texts, 1.5),
  },
  'lines-and-paragraphs': {
    told: 'line height >= 1.3 x font size; air between paragraphs >= 1.3 x air between lines',
    find: ({ rest }) => [...tightLines(rest.texts, 1.3), ...tightParagraphs(rest, 1.3)],
  },
  'calm-text-blocks': {
    told: 'lines of at most 40 em, not justified, line height >= 1.5, air between paragraphs >= 1.5 x air between lines, nothing scrolls sideways',
    find: ({ rest }) => [
      ...rest.texts
        .filter(({ ems }) => ems > 40)
        .map(({ said, ems }) => fault(`“${said}” has a line of ${ems.toFixed(0)} em`)),
      ...rest.texts
        .filter(({ align }) => align === 'justify')
        .map(({ said }) => fault(`“${said}” is justified`)),
      ...tightLines(rest.texts, 1.5),
      ...tightParagraphs(rest, 1.5),
      ...rest.overflows.filter((what) => what.endsWith('scrolls')).map(fault),
    ],
  },
  'sans-serif': {
    told: 'every text names the bundled sans-serif face first and a sans-serif one last; that the glyphs come from it is seen in faces-are-bundled',
    find: ({ rest }) =>
      rest.texts
        .filter(({ family }) => !/^"?Noto Sans/u.test(family) || !family.endsWith('sans-serif'))
        .map(({ said, family }) => fault(`“${said}” is set in ${family}`)),
  },
  'nothing-flashes': {
    told: 'document.getAnimations and computed durations: nothing alternates, nothing faster than 333 ms for ever',
    find: ({ rest }) =>
      rest.motions
        .filter(({ ms, isForEver }) => isForEver && ms < 334)
        .map(({ what, ms }) => fault(`${what} comes back every ${ms} ms`)),
  },
  'nothing-moves': {
    told: 'document.getAnimations is empty and no transition is longer than 200 ms',
    find: ({ rest }) =>
      rest.motions
        .filter(({ ms, isForEver }) => isForEver || ms > 200)
        .map(({ what, ms }) => fault(`${what} takes ${ms} ms`)),
  },
} as const satisfies Readonly<Record<string, ScreenCheck>>;

function mainTexts(texts: readonly TextSeen[]): readonly TextSeen[] {
  return texts.filter(({ isMain }) => isMain);
}

function mainTextBelow({ rest, pxPerMm }: Combination, size: keyof typeof mainMm): readonly Fault[] {
  if (rest.size !== size) return [];
  return mainTexts(rest.texts).flatMap((text) => tooSmall(text, mainMm[size] * pxPerMm, pxPerMm));
}

function tooSmall({ said, fontPx }: TextSeen, leastPx: number, pxPerMm: number): readonly Fault[] {
  return fontPx >= leastPx - slackPx ? [] : [fault(`“${said}” is ${(fontPx / pxPerMm).toFixed(2)} mm large`)];
}

function capitalsBelow(
  { rest, pxPerMm }: Combination,
  texts: readonly TextSeen[],
  leastMm: number,
): readonly Fault[] {
  const { cap } = rest.face;
  // A face without figures has not been loaded: nothing would be right.
  if (!(cap > 0.5 && cap < 1)) return [fault(`the face has capitals of ${cap} em`)];
  return texts
    .filter(({ fontPx, isUnneeded }) => !isUnneeded && (fontPx + slackPx) * cap < leastMm * pxPerMm)
    .map(({ said, fontPx }) =>
      fault(`“${said}” has capitals of ${((fontPx * cap) / pxPerMm).toFixed(2)} mm`),
    );
}

function lettersBelow12(seen: Combination): readonly Fault[] {
  const { rest, pxPerMm, view } = seen;
  if (view.look.zoom === 2) return capitalsBelow(seen, rest.texts, 12);
  const perEm = rest.size === 'large' ? 1 : rest.size === 'extra' ? rest.face.ink : null;
  if (perEm === null) return [];
  return mainTexts(rest.texts).flatMap((text) => tooSmall(text, (12 / perEm) * pxPerMm, pxPerMm));
}

function tightLines(texts: readonly TextSeen[], least: number): readonly Fault[] {
  return texts
    .filter(({ linePx, fontPx }) => !(linePx >= least * fontPx - slackPx))
    .map(({ said, linePx, fontPx }) => fault(`“${said}” has lines of ${(linePx / fontPx).toFixed(2)}`));
}

function tightParagraphs({ paragraphs }: Combination['rest'], least: number): readonly Fault[] {
  return paragraphs.flatMap(({ gapPx, linePx, fontPx }) => {
    const airPx = linePx - fontPx;
    const ratio = (gapPx + airPx) / airPx;
    return ratio >= least - 0.01
      ? []
      : [fault(`paragraphs have ${ratio.toFixed(2)} x the air between lines`)];
  });
}
