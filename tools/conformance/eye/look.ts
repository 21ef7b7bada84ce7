import type { Seen } from '../seen.ts';
import { boxOf, colourOf } from './grounds.ts';
import { seenKeys } from './keys.ts';
import { seenMotions, seenOverflows } from './motion.ts';
import { seenDialogs, seenParagraphs, seenParts, seenPictures } from './parts.ts';
import { seenLines, seenTexts } from './texts.ts';

export function stageNow(): HTMLElement {
  const stage = document.querySelector<HTMLElement>('.stage');
  if (stage === null) throw new Error('there is no glass on this page');
  return stage;
}

/** Everything that is on the glass now, as facts; what is right and wrong about them is not the page's to say. */
export function look(): Seen {
  const stage = stageNow();
  const main = stage.querySelector('main');
  const style = getComputedStyle(stage);
  return {
    screen: main?.getAttribute('data-screen') ?? '',
    body: main?.getAttribute('data-body') ?? '',
    language: stage.getAttribute('lang') ?? '',
    size: stage.getAttribute('data-size') ?? '',
    layout: stage.getAttribute('data-layout') ?? '',
    contrast: stage.getAttribute('data-contrast') ?? '',
    stagePxPerMm: Number(style.getPropertyValue('--px-per-mm')),
    stage: boxOf(stage),
    view: { width: innerWidth, height: innerHeight },
    texts: seenTexts(stage),
    lines: seenLines(stage),
    keys: seenKeys(stage),
    pictures: seenPictures(stage),
    parts: seenParts(stage),
    dialogs: seenDialogs(),
    paragraphs: seenParagraphs(stage),
    motions: seenMotions(stage),
    overflows: seenOverflows(stage),
    choices: stage.querySelectorAll('.choices > li').length,
    page: Number(main?.getAttribute('data-page') ?? 0),
    pages: Number(main?.getAttribute('data-pages') ?? 1),
    paper: colourOf(style.backgroundColor),
    face: faceOf(style.fontFamily),
  };
}

const faces = new Map<string, Seen['face']>();

/** Measured on glyphs drawn large, because tables of metrics round. */
function faceOf(family: string): Seen['face'] {
  const before = faces.get(family);
  if (before !== undefined) return before;
  const sheet = new OffscreenCanvas(10, 10).getContext('2d');
  if (sheet === null) return { cap: 0, ink: 0 };
  sheet.font = `500 1000px ${family}`;
  const heightOf = (glyph: string) => {
    const { actualBoundingBoxAscent, actualBoundingBoxDescent } = sheet.measureText(glyph);
    return (actualBoundingBoxAscent + actualBoundingBoxDescent) / 1000;
  };
  const face = { cap: heightOf('H'), ink: heightOf('国') };
  faces.set(family, face);
  return face;
}
