import type { CDPSession, Page } from '@playwright/test';
import { contrastOf, luminanceOf } from '../colour.ts';
import { readScreenshot, type Image } from '../image.ts';
import { usualLook } from '../../../renderer/customer/look.ts';
import { hashOf, panels, type View } from '../view.ts';
import { openGallery } from '../walk.ts';
import type { Browser } from '@playwright/test';
import type { HandFacts } from './world.ts';
import { strangeFacesOn } from './faces.ts';
import '../eye-window.ts';

/** A customer's pause: what follows sooner is taken for a trembling finger. */
const pauseMs = 560;
const [panel] = panels;

type Hand = { readonly page: Page; readonly session: CDPSession; readonly screens: readonly string[] };

/** Goes over the gallery with a finger, a keyboard and grey eyes. */
export async function gatherHandFacts(
  browser: Browser,
  url: string,
  scripts: readonly string[],
  isAsked: (screen: string, at: number) => boolean,
): Promise<HandFacts> {
  if (panel === undefined) throw new Error('there is no panel');
  const gallery = await openGallery(browser, url, scripts, { panel });
  const hand = { ...gallery, screens: gallery.screens.filter((screen, at) => isAsked(screen, at)) };
  const facts = {
    ...(await tapEverything(hand)),
    ...(await fingerTrials(hand)),
    tabFaults: await tabEverywhere(hand),
    strangeFaces: await strangeFacesEverywhere(hand),
    greyPairs: await greyPairs(hand),
    palette: await hand.page.evaluate(paletteOf),
  };
  await hand.page.context().close();
  return facts;
}

async function show(
  { page }: Hand,
  screen: string,
  language: View['language'] = 'zh-CN',
  lit: number | null = null,
) {
  if (panel === undefined) return;
  const view: View = { screen, language, look: usualLook, panel };
  await page.evaluate((hash) => window.conformanceEye.arrive(hash), hashOf(view, lit, null));
  await acts(page);
}

function acts(page: Page): Promise<number> {
  return page.evaluate(() => window.gallery.acts.splice(0).length);
}

type Point = { readonly x: number; readonly y: number };

function touch(session: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: Point[]) {
  return session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
}

async function tap(session: CDPSession, at: Point): Promise<void> {
  await touch(session, 'touchStart', at);
  await touch(session, 'touchEnd');
}

async function middleOf(page: Page, key: string): Promise<Point> {
  const box = await page.locator(`[data-key="${key}"]`).first().boundingBox();
  if (box === null) throw new Error(`key ${key} is not on the glass`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function workingKeys(page: Page): Promise<readonly string[]> {
  const { keys } = await page.evaluate(() => window.conformanceEye.look());
  return keys.filter(({ isDisabled }) => !isDisabled).map(({ name }) => name);
}

/** One tap on every key of every screen: nothing needs a second finger, a stroke or a long press. */
async function tapEverything(hand: Hand) {
  const tapFaults: string[] = [];
  let tapped = 0;
  for (const screen of hand.screens) {
    await show(hand, screen);
    // The guard of the new screen takes a tap that comes at once for the echo of the last one.
    await hand.page.waitForTimeout(pauseMs);
    for (const key of await workingKeys(hand.page)) {
      await tap(hand.session, key === 'wake' ? { x: 540, y: 900 } : await middleOf(hand.page, key));
      tapped += 1;
      const did = await acts(hand.page);
      if (did !== 1) tapFaults.push(`one tap on key ${key} of ${screen} does ${did} things`);
    }
  }
  return { tapFaults, tapped };
}

const trialKey = 'choice:claim-report';

async function fingerTrials(hand: Hand) {
  const { page, session } = hand;
  const trial = async (play: (at: Point) => Promise<void>): Promise<number> => {
    await show(hand, 'greeting');
    await show(hand, 'menu');
    await page.waitForTimeout(pauseMs);
    await play(await middleOf(page, trialKey));
    return acts(page);
  };
  const slideOffActs = await trial(async ({ x, y }) => {
    await touch(session, 'touchStart', { x, y });
    await touch(session, 'touchMove', { x, y: y + 220 });
    await touch(session, 'touchEnd');
  });
  const trembleActs = await trial(async ({ x, y }) => {
    await touch(session, 'touchStart', { x, y });
    for (const by of [10, -10, 8, -6]) await touch(session, 'touchMove', { x: x + by, y: y - by });
    await page.waitForTimeout(1_200);
    await touch(session, 'touchEnd');
  });
  const actsOnDown = await trial((at) => touch(session, 'touchStart', at).then(() => {}));
  await touch(session, 'touchEnd');
  const heldKeyActs = await trial(async () => {
    await page.locator(`[data-key="${trialKey}"]`).focus();
    for (let repeats = 0; repeats < 20; repeats += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
  });
  const doubleTaps = [];
  for (const apartMs of [100, 450]) doubleTaps.push(await doubleTrial(hand, apartMs, trial));
  return {
    slideOffActs,
    trembleActs,
    actsOnDown,
    heldKeyActs,
    doubleTaps,
    responseMs: await responses(hand),
  };
}

const latestDoubleMs = 480;
const mostTries = 8;

/** On a busy machine the second tap may come too late to be a double one: then it is tried once more. */
async function doubleTrial(
  { page, session }: Hand,
  apartMs: number,
  trial: (play: (at: Point) => Promise<void>) => Promise<number>,
): Promise<HandFacts['doubleTaps'][number]> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const acts = await trial(async (at) => {
      await page.evaluate(noteLifts);
      await tap(session, at);
      await page.waitForTimeout(apartMs - 20);
      await tap(session, at);
    });
    const [first = 0, second = Infinity] = await page.evaluate(() => window.conformanceLifts ?? []);
    if (second - first <= latestDoubleMs) return { apartMs: Math.round(second - first), acts };
  }
  throw new Error('this machine is too busy for a double tap');
}

declare global {
  interface Window {
    conformanceLifts?: number[];
  }
}

/** Runs in the page: when the finger leaves the glass, by the page's own clock. */
function noteLifts(): void {
  const lifts: number[] = [];
  window.conformanceLifts = lifts;
  addEventListener('pointerup', ({ timeStamp }) => lifts.push(timeStamp), { capture: true });
}

async function responses(hand: Hand): Promise<readonly number[]> {
  const { page, session } = hand;
  const found: number[] = [];
  for (let times = 0; times < 10; times += 1) {
    await show(hand, 'menu');
    const answer = page.evaluate(
      () =>
        new Promise<number>((told) => {
          let downMs = 0;
          addEventListener('pointerdown', ({ timeStamp }) => (downMs = timeStamp), {
            capture: true,
            once: true,
          });
          const watch = new MutationObserver(() => {
            watch.disconnect();
            told(performance.now() - downMs);
          });
          const stage = document.querySelector('.stage');
          if (stage !== null) watch.observe(stage, { subtree: true, attributes: true, childList: true });
        }),
    );
    await tap(session, await middleOf(page, trialKey));
    found.push(await answer);
  }
  return found;
}

/** Tab comes to every key in turn, and leaves the last. */
async function tabEverywhere(hand: Hand): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const screen of hand.screens) {
    await show(hand, screen);
    const keys = await workingKeys(hand.page);
    const reached: string[] = [];
    for (let presses = 0; presses <= keys.length; presses += 1) {
      await hand.page.keyboard.press('Tab');
      reached.push(
        await hand.page.evaluate(() => document.activeElement?.getAttribute('data-key') ?? 'the page'),
      );
    }
    for (const key of keys)
      if (!reached.includes(key)) faults.push(`Tab does not reach key ${key} of ${screen}`);
    if (keys.length > 1 && reached.at(-1) === reached.at(-2))
      faults.push(`Tab cannot leave the last key of ${screen}`);
  }
  return faults;
}

async function strangeFacesEverywhere(hand: Hand): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const language of ['zh-CN', 'zh-Hant', 'en'] as const) {
    for (const screen of hand.screens) {
      await show(hand, screen, language);
      for (const what of await strangeFacesOn(hand.session)) faults.push(`${screen}, ${language}: ${what}`);
    }
  }
  return faults;
}

/** State against state of the same stretch of glass, as it looks without colours. */
async function greyPairs(hand: Hand): Promise<HandFacts['greyPairs']> {
  const { page, session } = hand;
  await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' });
  const boxOf = async (selector: string) => {
    const box = await page.locator(selector).first().boundingBox();
    if (box === null) throw new Error(`there is no ${selector}`);
    return box;
  };
  const shoot = async (clip: Awaited<ReturnType<typeof boxOf>>) => {
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'png',
      clip: { ...clip, scale: 1 },
    });
    return readScreenshot(Buffer.from(data, 'base64'));
  };
  const set = (attribute: string, on: boolean) =>
    page.evaluate(
      ([name, key, isOn]) => document.querySelector(`[data-key="${key}"]`)?.toggleAttribute(name, isOn),
      [attribute, trialKey, on] as const,
    );
  await show(hand, 'menu');
  const key = await boxOf(`[data-key="${trialKey}"]`);
  const plain = await shoot(key);
  await set('data-down', true);
  const held = await shoot(key);
  await set('data-down', false);
  await set('disabled', true);
  const disabled = await shoot(key);
  await set('disabled', false);
  await set('data-primary', true);
  const primary = await shoot(key);
  await set('data-primary', false);
  await show(hand, 'menu', 'zh-CN', 0);
  const lines = await boxOf('.lit');
  // The underline hangs below the words.
  const words = { ...lines, height: lines.height + 6 };
  const lit = await shoot(words);
  await show(hand, 'menu');
  const unlit = await shoot(words);
  await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' });
  return [
    { what: 'a key and the same key held', ...difference(plain, held) },
    { what: 'a key and the same key switched off', ...difference(plain, disabled) },
    { what: 'a key and the same key as the next step', ...difference(plain, primary) },
    { what: 'words and the same words lit', ...difference(unlit, lit) },
  ];
}

/** How much of two pictures differs by at least 1.5:1, and the largest contrast between the two. */
function difference(one: Image, other: Image) {
  const total = Math.min(one.rgb.length, other.rgb.length) / 3;
  let changed = 0;
  let contrast = 1;
  for (let at = 0; at < total * 3; at += 3) {
    const ratio = contrastOf(luminanceAt(one, at), luminanceAt(other, at));
    if (ratio >= 1.5) changed += 1;
    contrast = Math.max(contrast, ratio);
  }
  return { changedShare: changed / total, contrast };
}

function luminanceAt({ rgb }: Image, at: number): number {
  return luminanceOf(rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0);
}

/** Runs in the page. */
function paletteOf(): Record<string, string> {
  const stage = document.querySelector('.stage');
  if (stage === null) return {};
  const style = getComputedStyle(stage);
  const names = ['alarm', 'warm', 'calm', 'accent', 'ink', 'paper'];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
