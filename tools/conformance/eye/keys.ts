import type { FocusSeen, HeldSeen, KeySeen } from '../seen.ts';
import { boxOf, colourOf, groundOf, isVisible, nameOf } from './grounds.ts';
import { operableElements } from './listeners.ts';
import { seenTexts } from './texts.ts';

const chosenMarks = '[data-on], [data-chosen], [data-current], [data-now], [aria-current]';

export function seenKeys(stage: Element): readonly KeySeen[] {
  return operableElements(stage).filter(isVisible).map(seenKey);
}

function seenKey(element: HTMLElement): KeySeen {
  const style = getComputedStyle(element);
  const isWholeGlass = element.matches('.wake');
  const isDisabled = element.matches(':disabled, [aria-disabled="true"]');
  return {
    name: nameOf(element),
    tag: element.tagName.toLowerCase(),
    role: element.getAttribute('role'),
    box: boxOf(element),
    words: element.innerText.trim(),
    tone: element.getAttribute('data-tone'),
    isPrimary: element.hasAttribute('data-primary'),
    isDisabled,
    isWholeGlass,
    coveredBy: isWholeGlass || isDisabled ? null : coverOf(element),
    isTooSmallForWords:
      element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1,
    edge: colourOf(style.borderTopColor),
    fill: colourOf(style.backgroundColor),
    around: groundOf(element.parentElement),
    state: element.getAttribute('aria-pressed') ?? element.getAttribute('aria-checked'),
    looksChosen: element.matches(chosenMarks),
  };
}

/** Middle and corners: what would get the finger there, where that is not the key. */
function coverOf(element: Element): string | null {
  const { left, top, right, bottom } = boxOf(element);
  const [inX, inY] = [(right - left) / 8, (bottom - top) / 8];
  const points = [
    [(left + right) / 2, (top + bottom) / 2],
    [left + inX, top + inY],
    [right - inX, top + inY],
    [left + inX, bottom - inY],
    [right - inX, bottom - inY],
  ] as const;
  for (const [x, y] of points) {
    const hit = document.elementFromPoint(x, y);
    if (hit === null || !element.contains(hit)) return hit === null ? 'the edge of the glass' : nameOf(hit);
  }
  return null;
}

/** Gives every key the focus as a keyboard would, one after the other. */
export function seenFocus(stage: Element): readonly FocusSeen[] {
  const before = document.activeElement;
  const seen = operableElements(stage)
    .filter((element) => isVisible(element) && !element.matches(':disabled'))
    .map(focusOf);
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return seen;
}

function focusOf(element: HTMLElement): FocusSeen {
  // `focusVisible` is newer than the compiler's own list of options.
  element.focus({ preventScroll: true, focusVisible: true } as FocusOptions);
  const style = getComputedStyle(element);
  return {
    name: nameOf(element),
    hasFocus: document.activeElement === element,
    ringPx: parseFloat(style.outlineWidth),
    offsetPx: parseFloat(style.outlineOffset),
    style: style.outlineStyle,
    ring: colourOf(style.outlineColor),
    around: groundOf(element.parentElement),
    coveredBy: element.matches('.wake') ? null : coverOf(element),
  };
}

/** The words of every key in the clothes of a key that is held down. */
export function seenHeld(stage: Element): readonly HeldSeen[] {
  return [...stage.querySelectorAll('.key:enabled:not(.wake)')].flatMap((key) => {
    key.setAttribute('data-down', '');
    const words = seenTexts(key).map(({ said, colour, ground }) => ({
      name: nameOf(key),
      said,
      colour,
      ground,
    }));
    key.removeAttribute('data-down');
    return words;
  });
}
