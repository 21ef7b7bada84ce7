import type { Browser } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualLook } from '../../renderer/customer/look.ts';
import { axeScript, openBrowser } from '../../tools/conformance/browser.ts';
import { screenChecks, type ScreenCheckName } from '../../tools/conformance/checks/screen-checks.ts';
import { contrastBetween } from '../../tools/conformance/colour.ts';
import { eyeScript } from '../../tools/conformance/eye-script.ts';
import { hashOf, panels, type View } from '../../tools/conformance/view.ts';
import { measure } from '../../tools/conformance/visit-view.ts';
import { openGallery } from '../../tools/conformance/walk.ts';
import { servePage } from '../../tools/gallery/serve-page.ts';
import type { LoopbackServer } from '../../tools/rig/loopback-server.ts';

/** The kiosk's own page, into which one fault after the other is planted: the right check has to turn red. */
const panel = panels[0]!;
const view: View = { screen: 'menu', language: 'zh-CN', look: usualLook, panel };
const paper = [255, 250, 240, 1] as const;

let browser: Browser;
let served: LoopbackServer;
let scripts: readonly string[];

beforeAll(async () => {
  execFileSync(process.execPath, ['tools/build.mjs', 'page', '--if-stale'], { stdio: 'ignore' });
  browser = await openBrowser();
  served = (await servePage('dist/renderer', 0))!;
  scripts = [await eyeScript(), axeScript()];
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

/** Names of the checks that find something once `plant` has been carried out in the page. */
async function redAfter<T>(plant: (with_: T) => void, with_: T): Promise<ReadonlySet<ScreenCheckName>> {
  const gallery = await openGallery(browser, served.url, scripts, { panel });
  await gallery.page.evaluate((hash) => window.conformanceEye.arrive(hash), hashOf(view, null, null));
  await gallery.page.evaluate(plant as (with_: unknown) => void, with_ as unknown);
  const seen = await measure(gallery, view, 1);
  await gallery.page.context().close();
  const names = Object.keys(screenChecks) as ScreenCheckName[];
  return new Set(names.filter((name) => screenChecks[name].find(seen).length > 0));
}

let healthy: ReadonlySet<ScreenCheckName>;
beforeAll(async () => {
  healthy = await redAfter(() => {}, null);
});

async function expectRed<T>(
  checks: readonly ScreenCheckName[],
  plant: (with_: T) => void,
  with_: T,
): Promise<void> {
  const red = await redAfter(plant, with_);
  // A check that is red without the plant proves nothing by staying so.
  expect(checks.filter((name) => healthy.has(name))).toEqual([]);
  expect([...red]).toEqual(expect.arrayContaining([...checks]));
}

const choice = '[data-key="choice:claim-report"]';

/** Runs in the page: gives an element some styles of its own. */
function dress([selector, css]: readonly [string, string]): void {
  const element = document.querySelector<HTMLElement>(selector)!;
  element.style.cssText += css;
}

test('a gradient under text is undecided by styles, by axe and by pixels, and therefore red', () =>
  expectRed(['contrast-by-style-10', 'axe-contrast-10', 'axe-all', 'contrast-agrees'], dress, [
    'h1',
    'background-image: linear-gradient(90deg, #fffaf0, #ffe0b0)',
  ] as const));

test('text on a photograph of many colours has no one ground', () =>
  expectRed(['contrast-by-pixels-10'], dress, [
    'h1',
    'background-image: repeating-linear-gradient(90deg, #fffaf0 0 3px, #ffe0b0 3px 6px, #e0ffe0 6px 9px, #e0e0ff 9px 12px, #ffd0ff 12px 15px, #d0ffff 15px 18px)',
  ] as const));

test('text of 9.9:1 is red by styles, by pixels and by axe alike', async () => {
  const grey = Array.from({ length: 256 }, (_, level) => [level, level, level, 1] as const).findLast(
    (colour) => contrastBetween(colour, paper) >= 9.5,
  )!;
  expect(contrastBetween(grey, paper)).toBeLessThan(10);
  await expectRed(['contrast-by-style-10', 'contrast-by-pixels-10', 'axe-contrast-10'], dress, [
    'h1',
    `color: rgb(${grey.slice(0, 3).join(' ')})`,
  ] as const);
});

test('translucent text is undecided', () =>
  expectRed(['contrast-by-style-10'], dress, ['h1', 'opacity: 0.9'] as const));

test('pale drawings are red, which axe does not see', () =>
  expectRed(['contrast-of-all-10', 'non-text-3', 'contrast-4.5'], dress, [
    `${choice} svg`,
    'stroke: #dddddd; color: #dddddd',
  ] as const));

test('a key of 19 mm is red, although it has room around it', () =>
  expectRed(['targets-20-mm'], dress, [
    '[data-key="fixed:aids"]',
    `min-height: 0; height: ${19 * 4.034}px; min-width: 0; align-self: center; overflow: hidden`,
  ] as const));

test('a gap of 3 mm is red', () =>
  expectRed(['gaps-4-mm'], dress, [choice, `margin-bottom: ${-2 * 4.034}px`] as const));

test('lines of 1.3 are red', () => expectRed(['lines-1.5'], dress, ['h1', 'line-height: 1.3'] as const));

test('text of 9 mm is red, and main text of 11 mm in 大', async () => {
  await expectRed(['smallest-text'], dress, ['.bar .line', `font-size: ${9 * 4.034}px`] as const);
  await expectRed(['main-text-large'], dress, ['h1', `font-size: ${11 * 4.034}px`] as const);
});

test('a div that listens to presses is no control, and too small', () =>
  expectRed(
    ['controls-have-role-and-name', 'targets-20-mm', 'keypad-reaches-all'],
    () => {
      const trap = document.createElement('div');
      trap.style.cssText = 'position: absolute; left: 4px; top: 4px; width: 15px; height: 15px';
      trap.addEventListener('click', () => {});
      document.querySelector('.stage')!.append(trap);
    },
    null,
  ));

test('a second next step is red', () =>
  expectRed(
    ['one-question'],
    () => {
      for (const key of document.querySelectorAll('.key.choice')) key.setAttribute('data-primary', '');
    },
    null,
  ));

test('a key with a drawing alone has no words, and a drawing that is read out is red', async () => {
  await expectRed(
    ['icons-with-words', 'controls-have-role-and-name', 'axe-labels'],
    () => document.querySelector('[data-key="fixed:where"] .line')!.remove(),
    null,
  );
  await expectRed(
    ['icons-with-words'],
    () => document.querySelector('[data-key="fixed:where"] svg')!.removeAttribute('aria-hidden'),
    null,
  );
});

test('what scrolls sideways is red', () =>
  expectRed(
    ['nothing-cut-off', 'taps-only', 'calm-text-blocks'],
    () => {
      const strip = document.querySelector<HTMLElement>('.told')!;
      strip.style.cssText += 'overflow-x: auto; width: 100%';
      const wide = document.createElement('div');
      wide.style.cssText = 'width: 3000px; height: 10px';
      strip.append(wide);
    },
    null,
  ));

test('whatever moves is red, and what blinks is worse', () =>
  expectRed(
    ['nothing-moves', 'nothing-flashes'],
    () => {
      document
        .querySelector('h1')!
        .animate([{ opacity: 1 }, { opacity: 1 }], { duration: 150, iterations: Infinity });
    },
    null,
  ));

test('a key under something else is red, also while it has the focus', () =>
  expectRed(
    ['nothing-cut-off', 'focus-not-hidden'],
    () => {
      const cover = document.createElement('div');
      const { left, top, width } = document
        .querySelector('[data-key="choice:claim-report"]')!
        .getBoundingClientRect();
      cover.style.cssText = `position: fixed; left: ${left}px; top: ${top}px; width: ${width}px; height: 40px; z-index: 9`;
      document.body.append(cover);
    },
    null,
  ));

test('a focus without a ring is red', () =>
  expectRed(['focus-ring'], dress, [choice, 'outline: none !important'] as const));

test('a screen without the key that calls a person is red', () =>
  expectRed(
    ['person-on-every-screen', 'ways-out-and-where'],
    () => document.querySelector('[data-key="fixed:person"]')!.remove(),
    null,
  ));

test('words that nobody speaks are red, and so is another order than the spoken one', async () => {
  await expectRed(
    ['shown-is-spoken', 'spoken-in-order'],
    () => {
      document.querySelector('h1 .phrase')!.textContent = '特价优惠';
    },
    null,
  );
  await expectRed(
    ['spoken-in-order'],
    () => {
      const list = document.querySelector('.choices')!;
      list.prepend(list.lastElementChild!);
    },
    null,
  );
});

test('a key that looks chosen and does not say so is red', () =>
  expectRed(
    ['toggles-tell-their-state'],
    () => document.querySelector('.key.choice')!.setAttribute('data-current', ''),
    null,
  ));

test('a pop-up without a close key is red', () =>
  expectRed(
    ['pop-ups-can-be-closed'],
    () => {
      const dialog = document.createElement('div');
      dialog.setAttribute('role', 'dialog');
      dialog.setAttribute('aria-label', '提示');
      dialog.style.cssText = 'position: absolute; left: 100px; top: 100px; width: 400px; height: 300px';
      document.querySelector('.stage')!.append(dialog);
    },
    null,
  ));

test('another face than the bundled one is red', () =>
  expectRed(['sans-serif'], dress, ['h1', 'font-family: "DejaVu Serif", serif'] as const));
