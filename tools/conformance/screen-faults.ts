import type { Page } from '@playwright/test';
import { contrasts, textSizes, usualLook } from '../../renderer/customer/look.ts';
import type { Combination } from './combination.ts';
import { screenChecks, type ScreenCheckName } from './checks/screen-checks.ts';
import { eyeScript } from './eye-script.ts';
import './eye-window.ts';
import type { HeldSeen, Seen } from './seen.ts';
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
  await openEye(page);
  return shapeFaultsIn(await page.evaluate(() => window.conformanceEye.look()));
}

export function shapeFaultsIn(seen: Seen): readonly string[] {
  return faultsBy(shapeChecks, glanceAt(seen));
}

/** What is wrong with the colours of the screen shown, also where its keys are held. */
export async function colourFaults(page: Page): Promise<readonly string[]> {
  await openEye(page);
  const { rest, held } = await page.evaluate(() => {
    const eye = window.conformanceEye;
    return { rest: eye.look(), held: eye.held() };
  });
  return colourFaultsIn(rest, held);
}

export function colourFaultsIn(rest: Seen, held: readonly HeldSeen[]): readonly string[] {
  return faultsBy(colourChecks, glanceAt(rest, held));
}

function faultsBy(names: readonly ScreenCheckName[], combination: Combination): readonly string[] {
  return names.flatMap((name) => screenChecks[name].find(combination).map(({ what }) => what));
}

let script: Promise<string> | undefined;

/** Brings the eye into the page, once for each page that is loaded. */
export async function openEye(page: Page): Promise<void> {
  script ??= eyeScript();
  const source = await script;
  if (!(await page.evaluate(() => 'conformanceEye' in window))) await page.evaluate(source);
}

/** A combination as far as one look tells it; without screenshot, axe and tree. */
function glanceAt(rest: Seen, held: readonly HeldSeen[] = []): Combination {
  const [panel] = panels;
  if (panel === undefined) throw new Error('there is no panel');
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
