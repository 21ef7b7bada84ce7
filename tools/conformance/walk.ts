import type { Browser, Page } from '@playwright/test';
import { axeScript, openBrowser, openPage } from './browser.ts';
import type { Combination } from './combination.ts';
import { eyeScript } from './eye-script.ts';
import './gallery-window.ts';
import { servePage } from '../gallery/serve-page.ts';
import { visitView, type Watched } from './visit-view.ts';
import type { Setting } from './view.ts';

export type WalkParts = {
  readonly settings: readonly Setting[];
  readonly isAsked: (screen: string) => boolean;
  /** Every so manieth view only; 1 for all of them. */
  readonly sample: number;
  readonly workers: number;
  readonly onCombination: (combination: Combination) => void;
  readonly onProgress: (done: number, of: number) => void;
};

export type Walked = {
  readonly screens: ReadonlySet<string>;
  /** What the page asked of others than its own server. */
  readonly strangers: readonly string[];
};

/** Walks every screen of the gallery in every setting, several browsers at a time. */
export async function walk(parts: WalkParts): Promise<Walked> {
  const served = await servePage('dist/renderer', 0);
  if (served === null) throw new Error('there is no free port');
  const scripts = [await eyeScript(), axeScript()];
  const open = [...parts.settings.entries()];
  try {
    const walked = await Promise.all(
      Array.from({ length: parts.workers }, () => walkOpen(parts, open, served.url, scripts)),
    );
    return {
      screens: new Set(walked.flatMap(({ screens }) => [...screens])),
      strangers: walked.flatMap(({ strangers }) => strangers),
    };
  } finally {
    await served.close();
  }
}

/** One browser, for as long as there are settings that nobody has taken. */
async function walkOpen(
  { settings, isAsked, sample, onCombination, onProgress }: WalkParts,
  open: [number, Setting][],
  url: string,
  scripts: readonly string[],
): Promise<Walked> {
  const browser = await openBrowser();
  const strangers: string[] = [];
  const walked = new Set<string>();
  try {
    let gallery: Gallery | null = null;
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const [settingAt, setting]: [number, Setting] = next;
      if (gallery?.panel !== setting.panel) {
        await gallery?.page.context().close();
        gallery = await openGallery(browser, url, scripts, setting);
      }
      for (const [screenAt, screen] of gallery.screens.filter(isAsked).entries()) {
        const turn = settingAt + screenAt;
        if (turn % sample !== 0) continue;
        walked.add(screen);
        for (const seen of await visitView(gallery, { ...setting, screen }, turn)) onCombination(seen);
      }
      strangers.push(...gallery.strangers.splice(0));
      onProgress(settings.length - open.length, settings.length);
    }
  } finally {
    await browser.close();
  }
  return { screens: walked, strangers };
}

type Gallery = Watched & {
  readonly page: Page;
  readonly panel: Setting['panel'];
  readonly screens: readonly string[];
  /** What the page asked of others than its own server. */
  readonly strangers: string[];
};

export async function openGallery(
  browser: Browser,
  url: string,
  scripts: readonly string[],
  { panel }: Pick<Setting, 'panel'>,
): Promise<Gallery> {
  const page = await openPage(browser, panel);
  const strangers: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  await page.goto(`${url}/gallery/index.html#bare=1&screen=menu`);
  await page.locator('main[data-screen]').waitFor();
  for (const script of scripts) await page.evaluate(script);
  const screens = await page.evaluate(() => window.gallery.screenIds);
  return { page, panel, session: await page.context().newCDPSession(page), screens, strangers };
}
