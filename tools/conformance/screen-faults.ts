import type { Page } from '@playwright/test';
import { contrasts, textSizes, usualLook } from '../../renderer/customer/look.ts';
import type { Combination } from './combination.ts';
import { screenChecks, type ScreenCheckName } from './checks/screen-checks.ts';
import { eyeScript } from './eye-script.ts';
import './eye-window.ts';
import { panels } from './view.ts';

/** Whether the screen is whole, legible and touchable: what needs nothing but a look. */
const shapeChecks = [
  'targets-20-mm',
  'primary-24-mm',
  'gaps-4-mm',
  'one-question',
  'nothing-cut-off',
  'smallest-text',
  'lines-1.5',
  'nothing-moves',
] as const satisfies readonly ScreenCheckName[];

const colourChecks = [
  'contrast-by-style-10',
  'held-keys-10',
  'non-text-3',
] as const satisfies readonly ScreenCheckName[];

/** What is wrong with the shape of the screen shown, in millimetres of its own stage. */
export async function shapeFaults(page: Page): Promise<readonly string[]> {
  return faultsBy(shapeChecks, page);
}

/** What is wrong with the colours of the screen shown, also where its keys are held. */
export async function colourFaults(page: Page): Promise<readonly string[]> {
  return faultsBy(colourChecks, page);
}

let script: Promise<string> | undefined;

async function faultsBy(names: readonly ScreenCheckName[], page: Page): Promise<readonly string[]> {
  script ??= eyeScript();
  const source = await script;
  const hasEye = await page.evaluate(() => 'conformanceEye' in window);
  if (!hasEye) await page.evaluate(source);
  const combination = await glance(names, page);
  return names.flatMap((name) => screenChecks[name].find(combination).map(({ what }) => what));
}

/** A combination as far as one look tells it; without screenshot, axe and tree. */
async function glance(names: readonly ScreenCheckName[], page: Page): Promise<Combination> {
  const [panel] = panels;
  if (panel === undefined) throw new Error('there is no panel');
  const { rest, held } = await page.evaluate((looksAtHeld) => {
    const eye = window.conformanceEye;
    return { rest: eye.look(), held: looksAtHeld ? eye.held() : [] };
  }, names.includes('held-keys-10'));
  const look = {
    textSize: textSizes.find((size) => size === rest.size) ?? usualLook.textSize,
    contrast: contrasts.find((contrast) => contrast === rest.contrast) ?? usualLook.contrast,
    zoom: 1,
  } as const;
  return {
    view: { panel, look, language: 'zh-CN', screen: rest.screen },
    pxPerMm: rest.stagePxPerMm,
    rest,
    held,
    spaced: rest,
    focus: [],
    pixels: { texts: [], pictures: [], edges: [], ring: null },
    axe: [],
    controls: [],
  };
}
