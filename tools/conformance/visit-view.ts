import type { CDPSession, Page } from '@playwright/test';
import type { Combination, PixelsSeen } from './combination.ts';
import { readScreenshot } from './image.ts';
import { lookAtPixels } from './look-at-pixels.ts';
import { lookAtTree } from './look-at-tree.ts';
import { lookWithAxe } from './look-with-axe.ts';
import type { KeySeen, Seen } from './seen.ts';
import { hashOf, type View } from './view.ts';
import './eye-window.ts';

/** A page of the gallery with the eye and axe in it. */
export type Watched = { readonly page: Page; readonly session: CDPSession };

/**
 * Shows one view, page after page where it has several, and measures all of it.
 *
 * @param turn which words are lit, which key is held and which has the focus; it goes round, so that all have their turn
 */
export async function visitView(watched: Watched, view: View, turn: number): Promise<readonly Combination[]> {
  // A screen turns to the page of what is being said: only its first visit has words lit.
  const first = await measureAt(watched, view, hashOf(view, turn % 3, null), turn);
  const combinations = [first];
  for (let page = 0; page < first.rest.pages; page += 1) {
    if (page === first.rest.page) continue;
    combinations.push(await measureAt(watched, view, hashOf(view, null, page), turn + page));
  }
  return combinations;
}

async function measureAt(watched: Watched, view: View, hash: string, turn: number): Promise<Combination> {
  await watched.page.evaluate((address) => window.conformanceEye.arrive(address), hash);
  const combination = await measure(watched, view, turn);
  const { screen } = combination.rest;
  if (screen !== view.screen) throw new Error(`the gallery shows ${screen} for ${view.screen}`);
  return combination;
}

/** Measures whatever is on the glass. */
export async function measure(watched: Watched, view: View, turn: number): Promise<Combination> {
  const { page, session } = watched;
  const facts = await page.evaluate(() => {
    const eye = window.conformanceEye;
    return { rest: eye.look(), focus: eye.focus(), held: eye.held() };
  });
  return {
    ...facts,
    view,
    pxPerMm: view.panel.pxPerMm,
    axe: await lookWithAxe(page),
    controls: await lookAtTree(session),
    pixels: await photograph(watched, facts.rest, turn),
    spaced: await page.evaluate(() => window.conformanceEye.spaced()),
  };
}

/** With one key held by a finger that then slides off it, and the ring around another. */
async function photograph({ page, session }: Watched, { keys }: Seen, turn: number): Promise<PixelsSeen> {
  const enabled = keys.filter(({ isDisabled, isWholeGlass }) => !isDisabled && !isWholeGlass);
  // A lone key cannot be held and have the ring of the keyboard's focus.
  const held = enabled.length > 1 ? enabled[turn % enabled.length] : undefined;
  const focused = enabled[(turn + 1) % Math.max(1, enabled.length)]?.name ?? null;
  if (held !== undefined) await press(session, held);
  const seen = await page.evaluate(async (name) => {
    const eye = window.conformanceEye;
    if (name !== null) eye.focusOn(name);
    await eye.settle();
    return eye.look();
  }, focused);
  const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
  if (held !== undefined) await slideOff(session);
  return lookAtPixels(readScreenshot(Buffer.from(data, 'base64')), seen, focused);
}

async function press(session: CDPSession, { box }: KeySeen): Promise<void> {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  await session.send('Input.dispatchMouseEvent', {
    type: 'mousePressed',
    x,
    y,
    button: 'left',
    clickCount: 1,
  });
}

async function slideOff(session: CDPSession): Promise<void> {
  const corner = { x: 1, y: 1, button: 'left' } as const;
  await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', buttons: 1, ...corner });
  await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...corner });
}
