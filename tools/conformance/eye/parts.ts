import type { DialogSeen, PartSeen, PictureSeen, Seen } from '../seen.ts';
import { boxOf, colourOf, groundOf, isVisible, nameOf } from './grounds.ts';

export function seenPictures(stage: Element): readonly PictureSeen[] {
  // A canvas is paper: what stands on it the customer has drawn.
  return [...stage.querySelectorAll('svg, img, video')].filter(isVisible).flatMap((picture) => {
    const box = boxOf(picture);
    if (box.right - box.left < 1 || box.bottom - box.top < 1) return [];
    const key = picture.closest<HTMLElement>('button, [role="button"]');
    const beside = key ?? picture.closest<HTMLElement>('.say, main');
    return [
      {
        where: nameOf(key ?? picture.parentElement ?? picture),
        box,
        stroke: colourOf(getComputedStyle(picture).stroke),
        ground: groundOf(picture),
        hasWords: (beside?.innerText.trim() ?? '') !== '',
        isHiddenFromTree: picture.getAttribute('aria-hidden') === 'true',
        isOnDisabledKey: key?.matches(':disabled') === true,
      },
    ];
  });
}

/** Bars, dots and lines that say how much, how far or where. */
export function seenParts(stage: Element): readonly PartSeen[] {
  return [
    ...partsOf(stage, '.countdown', (style) => style.borderTopColor),
    ...partsOf(stage, '.countdown > span', (style) => style.backgroundColor),
    ...partsOf(stage, '.dots > span', (style) => style.borderTopColor),
    ...partsOf(stage, '.digit', (style) => style.borderBottomColor),
    ...partsOf(stage, '.rows', (style) => style.borderTopColor),
  ];
}

function partsOf(
  stage: Element,
  selector: string,
  colour: (style: CSSStyleDeclaration) => string,
): readonly PartSeen[] {
  return [...stage.querySelectorAll(selector)].filter(isVisible).map((part) => ({
    what: selector,
    colour: colourOf(colour(getComputedStyle(part))),
    ground: groundOf(part.parentElement),
  }));
}

export function seenDialogs(): readonly DialogSeen[] {
  const dialogs = document.querySelectorAll(
    'dialog[open], [role="dialog"], [role="alertdialog"], [popover]:popover-open',
  );
  return [...dialogs].map((dialog) => {
    const close = dialog.querySelector('[data-key="close"], [data-close]');
    return { what: nameOf(dialog), box: boxOf(dialog), close: close === null ? null : boxOf(close) };
  });
}

/** From the foot of one paragraph to the head of the next. */
export function seenParagraphs(stage: Element): Seen['paragraphs'] {
  return [...stage.querySelectorAll('p + p')].filter(isVisible).flatMap((paragraph) => {
    const before = paragraph.previousElementSibling;
    if (before === null) return [];
    const style = getComputedStyle(paragraph);
    const gapPx = boxOf(paragraph).top - boxOf(before).bottom;
    return [{ gapPx, linePx: parseFloat(style.lineHeight), fontPx: parseFloat(style.fontSize) }];
  });
}
