import type { Fault } from './measure-screen.ts';

/**
 * Computes the contrast of everything that is to be read or found on the screen shown: text 10:1 whatever its size and
 * also where a key rests, edges of keys and strokes of drawings 3:1. Runs in the page, so it may use nothing from
 * outside itself.
 */
export function lookAtColours(): readonly Fault[] {
  const faults: Fault[] = [];
  type Colour = readonly [number, number, number, number];
  function parse(text: string): Colour {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (/\(([^)]+)\)/u.exec(text)?.[1] ?? '')
      .split(/[\s,/]+/u)
      .map(Number);
    return [red, green, blue, alpha];
  }
  // WCAG 2.2, relative luminance.
  const luminance = ([red, green, blue]: Colour) =>
    [red, green, blue]
      .map((channel) => channel / 255)
      .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
      .reduce((sum, channel, at) => sum + channel * [0.2126, 0.7152, 0.0722][at]!, 0);
  function contrast(one: Colour, other: Colour): number {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
    return Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100;
  }
  function groundOf(element: Element | null): Colour {
    for (let at = element; at !== null; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== 'none')
        faults.push(`${at.className.toString()} has a picture for a ground`);
      const ground = parse(style.backgroundColor);
      if (ground[3] === 1) return ground;
      if (ground[3] > 0) faults.push(`${at.className.toString()} has a translucent ground`);
    }
    return [255, 255, 255, 1];
  }

  const stage = document.querySelector('.stage')!;
  const text = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  for (let node = text.nextNode(); node !== null; node = text.nextNode()) {
    if (node.textContent!.trim() === '') continue;
    const ratio = contrast(parse(getComputedStyle(node.parentElement!).color), groundOf(node.parentElement));
    if (ratio < 10) faults.push(`"${node.textContent!}" has ${ratio}:1`);
  }
  for (const key of stage.querySelectorAll('.key:enabled:not(.wake)')) {
    const style = getComputedStyle(key);
    const around = groundOf(key.parentElement);
    const ratio = Math.max(
      contrast(parse(style.borderTopColor), around),
      contrast(parse(style.backgroundColor), around),
    );
    if (ratio < 3) faults.push(`the edge of key ${key.getAttribute('data-key') ?? ''} has ${ratio}:1`);
  }
  for (const picture of stage.querySelectorAll('.picture')) {
    const ratio = contrast(parse(getComputedStyle(picture).stroke), groundOf(picture));
    if (ratio < 3) faults.push(`a drawing has ${ratio}:1`);
  }
  return faults;
}
