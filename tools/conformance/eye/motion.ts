import type { Seen } from '../seen.ts';
import { isVisible, nameOf } from './grounds.ts';

/** What moves now, and what would move when it changes. */
export function seenMotions(stage: Element): Seen['motions'] {
  const running = document.getAnimations().map((animation) => {
    const timing = animation.effect?.getComputedTiming();
    const ms = Number(timing?.duration ?? 0);
    return { what: `an animation of ${targetOf(animation)}`, ms, isForEver: timing?.iterations === Infinity };
  });
  const planned = [...stage.querySelectorAll('*')].flatMap((element) => {
    const ms = longestMs(getComputedStyle(element).transitionDuration);
    return ms === 0 ? [] : [{ what: `a transition of ${nameOf(element)}`, ms, isForEver: false }];
  });
  return [...running, ...planned];
}

function targetOf({ effect }: Animation): string {
  const target = effect instanceof KeyframeEffect ? effect.target : null;
  return target === null ? 'nothing' : nameOf(target);
}

function longestMs(durations: string): number {
  return Math.max(...durations.split(',').map((one) => parseFloat(one) * (one.includes('ms') ? 1 : 1000)));
}

/** What scrolls, and what is cut off because its box is too small. */
export function seenOverflows(stage: Element): readonly string[] {
  const page = document.documentElement;
  const scrolls =
    page.scrollHeight > innerHeight || page.scrollWidth > innerWidth ? ['the page scrolls'] : [];
  const inside = [stage, ...stage.querySelectorAll('*')].flatMap((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const tooWide = element.scrollWidth > element.clientWidth + 1 && overflowX !== 'visible';
    const tooHigh = element.scrollHeight > element.clientHeight + 1 && overflowY !== 'visible';
    if (element instanceof SVGElement || !(tooWide || tooHigh) || !isVisible(element)) return [];
    // Its other pages are there and out of sight; what is cut on this one stands outside its place.
    if (element.hasAttribute('data-pages')) return [];
    const does = [overflowX, overflowY].some((way) => way === 'auto' || way === 'scroll');
    return [`${nameOf(element)} ${does ? 'scrolls' : 'cuts off what it holds'}`];
  });
  return [...scrolls, ...inside];
}
