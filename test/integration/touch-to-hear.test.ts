import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chromiumFlags } from '../../tools/rig/chromium-flags.ts';
import { serveSpokenPage } from '../support/spoken-server.ts';
import type { FeelPage } from '../support/feel-page.ts';

const claim = 'choice:claim-report';
const contact = 'choice:contact-change';
const words = { [claim]: '理赔报案', [contact]: '更换联系方式' } as const;

let server: Awaited<ReturnType<typeof serveSpokenPage>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await serveSpokenPage('feel-page.ts');
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumFlags });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(async () => {
  page = await browser.newPage({ hasTouch: true, viewport: { width: 600, height: 1400 } });
  await page.goto(server.address);
  await page.waitForFunction(() => 'feelPage' in window);
  await page.evaluate(() => window.feelPage.setTouchToHear(true));
});

const diary = (): Promise<Pick<FeelPage, 'acts' | 'pressed' | 'captions'>> =>
  page.evaluate(() => {
    const { acts, pressed, captions } = window.feelPage;
    return { acts, pressed, captions };
  });
async function moveTo(key: string): Promise<void> {
  const box = await page.locator(`[data-key="${key}"]`).boundingBox();
  if (box === null) throw new Error(`no key ${key}`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
}
/** Until the key has begun to be said; and until it has been said to its end. */
const isBeingSaid = (key: typeof claim | typeof contact) =>
  page.waitForFunction((text) => window.feelPage.captions.at(-1) === text, words[key], { timeout: 20_000 });
async function isHeard(key: typeof claim | typeof contact): Promise<void> {
  await isBeingSaid(key);
  await page.waitForFunction(() => window.feelPage.caption.value === null, null, { timeout: 20_000 });
}

test('a key under a resting finger is said and, once heard, chosen by lifting; no key is pressed meanwhile', async () => {
  await moveTo(claim);
  await page.mouse.down();
  await isHeard(claim);
  await page.mouse.up();
  const { acts, pressed } = await diary();
  expect(acts).toEqual([{ did: 'choose', choice: 'claim-report' }]);
  expect(pressed).toEqual([]);
});

test('a quick tap only says', async () => {
  await moveTo(claim);
  await page.mouse.down();
  await page.mouse.up();
  await isHeard(claim);
  expect((await diary()).acts).toEqual([]);
});

test('sliding says each key, and lifting chooses the one that was heard under the finger', async () => {
  await moveTo(claim);
  await page.mouse.down();
  await isBeingSaid(claim);
  await moveTo(contact);
  await isHeard(contact);
  await page.mouse.up();
  expect((await diary()).acts).toEqual([{ did: 'choose', choice: 'contact-change' }]);
});

test('a real finger does the same as a mouse, and a second one nothing', async () => {
  const line = await page.context().newCDPSession(page);
  const at = async (key: string, id: number) => {
    const box = await page.locator(`[data-key="${key}"]`).boundingBox();
    return { x: (box?.x ?? 0) + 50, y: (box?.y ?? 0) + 20, id };
  };
  const [first, second] = [await at(contact, 1), await at(claim, 2)];
  await line.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [first] });
  await line.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [first, second] });
  await isHeard(contact);
  await line.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(async () => (await diary()).acts).toEqual([{ did: 'choose', choice: 'contact-change' }]);
});

test('switched off, keys are pressed as ever', async () => {
  await page.evaluate(() => window.feelPage.setTouchToHear(false));
  await moveTo(claim);
  await page.mouse.down();
  await page.mouse.up();
  const { acts, pressed } = await diary();
  expect([acts, pressed]).toEqual([[], [claim]]);
});
