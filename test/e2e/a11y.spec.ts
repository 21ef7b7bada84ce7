import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { doubleStrikeMs } from '../../renderer/widgets/press-guard.ts';
import { colourFaults, colourFaultsIn } from '../../tools/conformance/screen-faults.ts';
import { languages, test } from '../support/page-fixture.ts';

/** A customer's pause: what follows sooner on another screen is taken for a trembling finger. */
const pauseMs = doubleStrikeMs + 20;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('whatever is to be read has a contrast of 10:1 and every edge 3:1, also where words light up', async ({
  gallery,
}) => {
  const views = gallery.screenIds.flatMap((screen) => [0, 2].map((lit) => ({ screen, lit })));
  const looks = await gallery.lookAtEach(views);
  expect(looks).toHaveLength(2 * gallery.screenIds.length);
  expect(
    looks.flatMap(({ rest, held }) => colourFaultsIn(rest, held).map((fault) => `${rest.screen}: ${fault}`)),
  ).toEqual([]);
});

test('a key that is held down keeps the contrast of its words', async ({ page, gallery }) => {
  for (const [screen, key] of [
    ['menu', 'choice:claim-report'],
    ['greeting', 'choice:start'],
    ['greeting', 'choice:language'],
    ['greeting', 'voice:slower'],
  ] as const) {
    await gallery.show({ screen });
    const held = page.locator(`[data-key="${key}"]`);
    await held.hover();
    await page.mouse.down();
    await expect(held).toHaveAttribute('data-down', '');
    expect(await colourFaults(page)).toEqual([]);
    await page.mouse.move(0, 0);
    await page.mouse.up();
  }
});

test('axe finds nothing on any screen, and leaves nothing undecided', async ({ page, gallery }) => {
  // Not addScriptTag: our own content security policy refuses it, as it should.
  await page.evaluate(axeSource);
  const faults: string[] = [];
  for (const screen of gallery.screenIds) {
    await gallery.show({ screen });
    for (const fault of await runAxe(page)) faults.push(`${screen}: ${fault}`);
  }
  expect(faults).toEqual([]);
});

function runAxe(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const expected = { expected: 10 };
    axe.configure({
      checks: [
        { id: 'color-contrast-enhanced', options: { contrastRatio: { normal: expected, large: expected } } },
      ],
    });
    const { violations, incomplete } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'wcag2aaa', 'best-practice'],
    });
    return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id} at ${html.slice(0, 120)}`),
    );
  });
}

test('a new screen is announced from its heading, in its own language', async ({ page, gallery }) => {
  for (const language of languages) {
    await gallery.show({ screen: 'idle', language });
    await gallery.show({ screen: 'menu', language });
    await expect(page.locator('h1')).toBeFocused();
    await expect(page.locator('.stage')).toHaveAttribute('lang', language);
  }
  await gallery.show({ screen: 'choosingLanguage' });
  await expect(page.locator('[data-key="language:en"]')).toHaveAttribute('lang', 'en');
});

test('every key that does something is reached with Tab, shows a thick ring and acts on Enter', async ({
  page,
  gallery,
}) => {
  for (const screen of [
    'idle',
    'menu',
    'asking.claim-report.call-back',
    'readingBack.claim-report',
    'stillThere',
  ]) {
    await gallery.show({ screen });
    const names = await page
      .locator('.key:enabled')
      .evaluateAll((keys) => keys.map((key) => key.getAttribute('data-key')));
    for (const name of names) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      await expect(focused).toHaveAttribute('data-key', name ?? '');
      const ring = await focused.evaluate((key) => getComputedStyle(key).outlineWidth);
      expect(parseFloat(ring)).toBeGreaterThanOrEqual(6);
    }
    await gallery.acts();
    await page.waitForTimeout(pauseMs);
    await page.keyboard.press('Enter');
    expect(await gallery.acts()).toHaveLength(1);
  }
});

test('an Enter key that is held down acts once', async ({ page, gallery }) => {
  await gallery.show({ screen: 'menu' });
  await page.locator('[data-key="choice:claim-report"]').focus();
  await page.keyboard.down('Enter');
  for (let repeats = 0; repeats < 20; repeats += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  expect(await gallery.acts()).toEqual([{ did: 'choose', choice: 'claim-report' }]);
});

test('a finger that trembles a centimetre and stays long still presses its key, once', async ({
  page,
  gallery,
}) => {
  await gallery.show({ screen: 'menu' });
  const finger = await fingerOn(page, 'choice:claim-report');
  await finger.down(0, 0);
  for (const [x, y] of [
    [12, 4],
    [-20, 9],
    [30, -14],
    [-38, 16],
  ] as const)
    await finger.move(x, y);
  await page.waitForTimeout(1_200);
  await finger.up();
  expect(await gallery.acts()).toEqual([{ did: 'choose', choice: 'claim-report' }]);
});

test('a finger that slides off its key presses nothing, neither there nor where it ends', async ({
  page,
  gallery,
}) => {
  await gallery.show({ screen: 'menu' });
  const finger = await fingerOn(page, 'choice:claim-report');
  await finger.down(0, 0);
  await finger.move(0, 200);
  await expect(page.locator('[data-key="choice:claim-report"]')).not.toHaveAttribute('data-down');
  await finger.up();
  expect(await gallery.acts()).toEqual([]);
});

test('a double tap on one key counts once, two keys in quick succession count twice', async ({
  page,
  gallery,
}) => {
  await gallery.show({ screen: 'asking.claim-report.call-back' });
  const one = await fingerOn(page, 'digit:1');
  await one.tap();
  await one.tap();
  expect(await gallery.acts()).toHaveLength(1);
  await (await fingerOn(page, 'digit:2')).tap();
  await (await fingerOn(page, 'digit:3')).tap();
  expect(await gallery.acts()).toHaveLength(2);
});

test('the idle screen wakes wherever it is touched, also on a key that does nothing', async ({
  page,
  gallery,
}) => {
  await gallery.show({ screen: 'idle' });
  for (const [x, y] of [
    [20, 20],
    [1060, 900],
    [540, 1300],
  ] as const) {
    await page.touchscreen.tap(x, y);
    await page.waitForTimeout(pauseMs);
  }
  const { x, y, width, height } = (await page.locator('[data-key="fixed:back"]').boundingBox())!;
  await page.touchscreen.tap(x + width / 2, y + height / 2);
  expect(await gallery.acts()).toEqual(Array.from({ length: 4 }, () => ({ did: 'touch' })));
});

/** A finger on the middle of a key; distances from there in CSS pixels. */
async function fingerOn(page: Page, key: string) {
  const { x, y, width, height } = (await page.locator(`[data-key="${key}"]`).boundingBox())!;
  const session = await page.context().newCDPSession(page);
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    points: readonly (readonly [number, number])[],
  ) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([dx, dy]) => ({ x: x + width / 2 + dx, y: y + height / 2 + dy })),
    });
  const finger = {
    down: (dx: number, dy: number) => touch('touchStart', [[dx, dy]]),
    move: (dx: number, dy: number) => touch('touchMove', [[dx, dy]]),
    up: () => touch('touchEnd', []),
    async tap() {
      await finger.down(0, 0);
      await finger.up();
    },
  };
  return finger;
}
