import type { Box, Colour, Ground } from '../seen.ts';

const known = new Map<string, Colour>();
const sheet = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** Any colour that CSS can write, as the screen would mix it. */
export function colourOf(css: string): Colour {
  const before = known.get(css);
  if (before !== undefined) return before;
  const plain = /^rgba?\(([\d.]+),? ([\d.]+),? ([\d.]+)(?:,? \/? ?([\d.]+))?\)$/u.exec(css);
  const colour: Colour =
    plain === null
      ? painted(css)
      : [Number(plain[1]), Number(plain[2]), Number(plain[3]), Number(plain[4] ?? 1)];
  known.set(css, colour);
  return colour;
}

function painted(css: string): Colour {
  if (sheet === null) return [0, 0, 0, 0];
  sheet.clearRect(0, 0, 1, 1);
  sheet.fillStyle = css;
  sheet.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = sheet.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

/** What lies behind the contents of an element. */
export function groundOf(element: Element | null): Ground {
  let doubt: string | null = null;
  for (let at = element; at !== null; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== 'none') doubt ??= `${nameOf(at)} has a picture or a gradient for a ground`;
    if (Number(style.opacity) < 1) doubt ??= `${nameOf(at)} is translucent`;
    if (style.filter !== 'none' || style.mixBlendMode !== 'normal') doubt ??= `${nameOf(at)} is filtered`;
    const colour = colourOf(style.backgroundColor);
    if (colour[3] === 1) return { colour, doubt };
    if (colour[3] > 0) doubt ??= `${nameOf(at)} has a translucent ground`;
  }
  return { colour: [255, 255, 255, 1], doubt };
}

export function boxOf(element: Element): Box {
  return plainBox(element.getBoundingClientRect());
}

export function plainBox({ left, top, right, bottom }: DOMRect): Box {
  return { left, top, right, bottom };
}

export function nameOf(element: Element): string {
  return (
    element.getAttribute('data-key') ??
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
  );
}

/** The heading of an earlier page is in the tree for screen readers only. */
export function isVisible(element: Element): boolean {
  return (
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest('[data-off-page]') === null
  );
}
