import { test as base, type Page } from '@playwright/test';
import type { Act } from '../../renderer/customer/act.ts';
import { servePage } from '../../tools/gallery/serve-page.ts';

/** What the gallery's page hands to its tests. */
declare global {
  interface Window {
    gallery: { readonly screenIds: readonly string[]; readonly acts: Act[] };
  }
}

export const textSizes = ['standard', 'large', 'extra'] as const;
export const languages = ['zh-CN', 'zh-Hant', 'en'] as const;

export type View = {
  readonly screen: string;
  readonly language?: (typeof languages)[number];
  readonly size?: (typeof textSizes)[number];
  /** Index of the line whose first words light up. */
  readonly lit?: number;
};

export type Gallery = {
  readonly screenIds: readonly string[];
  /** Shows a screen alone, as large as the window, and waits until it is painted. */
  readonly show: (view: View) => Promise<void>;
  /** What the keys have done since the last question. */
  readonly acts: () => Promise<readonly Act[]>;
};

/** The built page, behind the very headers of both shells; there is no host behind it. */
export const test = base.extend<{ pageUrl: string; gallery: Gallery }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from it that the fixture builds on no other
  pageUrl: async ({}, use) => {
    const served = await servePage('dist/renderer', 0);
    await use(served!.url);
    await served!.close();
  },
  gallery: async ({ page, pageUrl }, use) => {
    await page.goto(`${pageUrl}/gallery/index.html#bare=1`);
    await page.locator('main[data-screen]').waitFor();
    await use({
      screenIds: await page.evaluate(() => window.gallery.screenIds),
      show: (view) => show(page, view),
      acts: () => page.evaluate(() => window.gallery.acts.splice(0)),
    });
  },
});

async function show(page: Page, { screen, language = 'zh-CN', size = 'large', lit }: View): Promise<void> {
  const query = new URLSearchParams({ screen, language, size, bare: '1' });
  if (lit !== undefined) query.set('lit', String(lit));
  await page.evaluate(async (hash) => {
    const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    const isNew = location.hash !== hash;
    location.hash = hash;
    if (isNew) await changed;
    // Effects run behind the first frame, their outcome is painted by the second.
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    await document.fonts.ready;
  }, `#${query.toString()}`);
  await page.locator(`main[data-screen="${screen}"]`).waitFor();
}
