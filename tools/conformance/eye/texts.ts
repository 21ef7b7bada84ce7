import type { Box, TextSeen } from '../seen.ts';
import { boxOf, colourOf, groundOf, isVisible, plainBox } from './grounds.ts';

/** Title, sentences, answers, what was entered; not the words on keys that stand on every screen, nor side notes. */
const mainText = '.told, .key.choice .words, .rows, .digits, .key.figure';
const sideText = '.note';
const ownRooms = 'button.key:not(.wake), .rows, .digits, [role="dialog"]';

/** Every text that can be seen, with how it is set and where it has to stay. */
export function seenTexts(stage: Element): readonly TextSeen[] {
  const texts: TextSeen[] = [];
  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = seenText(node, stage);
    if (text !== null) texts.push(text);
  }
  return texts;
}

export function seenLines(stage: Element): readonly string[] {
  return [...stage.querySelectorAll<HTMLElement>('main .line')]
    .filter(isVisible)
    .map((line) => line.innerText);
}

function seenText(node: Node, stage: Element): TextSeen | null {
  const holder = node.parentElement;
  const said = node.textContent?.trim() ?? '';
  if (holder === null || said === '' || !isVisible(holder)) return null;
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = [...range.getClientRects()].filter(({ width }) => width > 0).map(plainBox);
  if (boxes.length === 0) return null;
  const style = getComputedStyle(holder);
  const fontPx = parseFloat(style.fontSize);
  return {
    said,
    fontPx,
    linePx: parseFloat(style.lineHeight),
    family: style.fontFamily,
    align: style.textAlign,
    colour: colourOf(style.color),
    ground: groundOf(holder),
    boxes,
    room: boxOf(holder.closest(ownRooms) ?? holder.closest('main') ?? stage),
    ems: widestLinePx(holder, boxes) / fontPx,
    key: holder.closest('[data-key]')?.getAttribute('data-key') ?? null,
    isMain: holder.closest(mainText) !== null && holder.closest(sideText) === null,
    isUnneeded: holder.closest('[data-unneeded]') !== null,
  };
}

/** Phrases of one sentence may lie side by side: together they are the line. */
function widestLinePx(holder: Element, own: readonly Box[]): number {
  const sentence = holder.closest('.line');
  const boxes = sentence === null ? own : [...sentence.getClientRects()].map(plainBox);
  return Math.max(...boxes.map(({ left, right }) => right - left));
}
