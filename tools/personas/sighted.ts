import type { Page } from '@playwright/test';
import { turnOver, turnToFront, type Press } from './aids.ts';
import { openFinger, type Finger } from './hands/finger.ts';
import { steadyTouch, type Touch } from './hands/touch.ts';
import type { Person } from './person.ts';
import { keyWith, openEyes, sightOf, type Eyes } from './senses/eyes.ts';
import type { Look, SeenKey } from './senses/look.ts';
import { wordsOf, type Words } from './words.ts';

/** Nobody follows a touch with the next one any sooner. */
const betweenTouchesMs = 340;
const patienceMs = 1_500;

export type SightedParts = {
  readonly page: Page;
  readonly touch?: Touch;
  readonly restMs?: number;
};

export type Sighted = Person & { readonly eyes: Eyes; readonly finger: Finger; readonly press: Press };

/** Somebody who goes by what stands on the glass and touches it. */
export async function sightedPerson({
  page,
  touch = steadyTouch,
  restMs = betweenTouchesMs,
}: SightedParts): Promise<Sighted> {
  const eyes = openEyes(page);
  const finger = await openFinger(page);
  let attended = '';

  async function rests(): Promise<void> {
    await new Promise((rested) => setTimeout(rested, restMs));
  }

  async function press(key: SeenKey, look: Look): Promise<boolean> {
    const isDone = await touch(finger, key, look);
    await rests();
    return isDone;
  }

  /** The glass may show its content in pages where it is enlarged. */
  async function find(keys: readonly Words[]): Promise<{ key: SeenKey; look: Look } | null> {
    const isThere = (look: Look) => keys.some((words) => keyWith(look, words) !== null);
    let look = await eyes.watch(isThere, patienceMs);
    if (!isThere(look)) look = (await turnToFront(eyes, press, look)) ?? look;
    for (let leaf: Look | null = look; leaf !== null; leaf = await turnOver(eyes, press, leaf)) {
      for (const words of keys) {
        const key = keyWith(leaf, words);
        if (key !== null) return { key, look: leaf };
      }
    }
    return null;
  }

  async function presses(keys: readonly Words[]): Promise<boolean> {
    const found = await find(keys);
    return found !== null && press(found.key, found.look);
  }

  /** Goes on from what stands there already, and takes away what should not. */
  async function dials(digits: string, end: Words): Promise<boolean> {
    for (let strikes = 0; strikes < 3 * digits.length; strikes += 1) {
      const { typed } = await eyes.look();
      if (typed === digits) return presses([end]);
      const isRight = digits.startsWith(typed);
      const next = isRight ? { shown: digits.charAt(typed.length), spoken: '' } : wordsOf('pad.erase');
      if (!(await presses([next]))) return false;
    }
    return false;
  }

  return {
    eyes,
    finger,
    press,
    presses,
    dials,
    async makesOut(scenes, withinMs) {
      const sceneIn = (look: Look) => scenes.find(({ title }) => look.told.includes(title.shown)) ?? null;
      const look = await eyes.watch((now) => sightOf(now) !== attended && sceneIn(now) !== null, withinMs);
      return sceneIn(look);
    },
    async attends() {
      attended = sightOf(await eyes.look());
    },
    async notices(words) {
      const has = (look: Look) => look.told.includes(words.shown);
      let look: Look | null = await eyes.watch(has, patienceMs);
      while (look !== null && !has(look)) look = await turnOver(eyes, press, look);
      return look !== null;
    },
    async wakes() {
      const look = await eyes.look();
      await finger.tap({ xPx: look.widthPx / 2, yPx: look.heightPx / 2 });
      await rests();
    },
  };
}
