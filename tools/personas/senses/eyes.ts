import type { Page } from '@playwright/test';
import type { Words } from '../words.ts';
import { lookAtGlass, type Look, type SeenKey } from './look.ts';

/** How often somebody who waits for the next screen looks up. */
const glanceMs = 80;

export type Eyes = {
  readonly look: () => Promise<Look>;
  /** Looks until it is so; the last look in any case. */
  readonly watch: (isSo: (look: Look) => boolean, withinMs: number) => Promise<Look>;
};

export function openEyes(page: Page): Eyes {
  const look = () => page.evaluate(lookAtGlass);
  return {
    look,
    async watch(isSo, withinMs) {
      const untilMs = performance.now() + withinMs;
      for (;;) {
        const seen = await look();
        if (isSo(seen) || performance.now() > untilMs) return seen;
        await new Promise((again) => setTimeout(again, glanceMs));
      }
    },
  };
}

/** The same to the eye: nothing has happened. */
export function sightOf({ told, keys }: Look): string {
  return [told, ...keys.map(({ words }) => words)].join('|');
}

/** The key with these words; one that says nothing else goes before one with a note. */
export function keyWith({ keys }: Look, { shown }: Words): SeenKey | null {
  const fitting = keys.filter(({ words }) => words.includes(shown));
  return fitting.toSorted((a, b) => a.words.length - b.words.length)[0] ?? null;
}
