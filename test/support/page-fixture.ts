import { test as base, type Page } from '@playwright/test';
import type { Act } from '../../renderer/customer/act.ts';
import { openEye } from '../../tools/conformance/screen-faults.ts';
import type { HeldSeen, Seen } from '../../tools/conformance/seen.ts';
import { servePage } from '../../tools/gallery/serve-page.ts';

/** What the gallery's page hands to its tests. */
declare global {
  interface Window {
    gallery: { readonly screenIds: readonly string[]; readonly acts: Act[] };
    showView: (hash: string, screen: string) => Promise<void>;
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

/** A screen at rest, and the words of its keys as they are while they are held down. */
export type Looked = { readonly rest: Seen; readonly held: readonly HeldSeen[] };

export type Gallery = {
  readonly screenIds: readonly string[];
  /** Shows a screen alone, as large as the window, and waits until it is painted. */
  readonly show: (view: View) => Promise<void>;
  /** Shows one after the other and looks at each, all within the page: a word to the browser costs more than a look. */
  readonly lookAtEach: (views: readonly View[]) => Promise<readonly Looked[]>;
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
    await page.addInitScript(installShowView);
    await page.goto(`${pageUrl}/gallery/index.html#bare=1`);
    await page.locator('main[data-screen]').waitFor();
    await use({
      screenIds: await page.evaluate(() => window.gallery.screenIds),
      show: (view) =>
        page.evaluate(([hash, screen]) => window.showView(hash, screen), [
          hashOf(view),
          view.screen,
        ] as const),
      lookAtEach: (views) => lookAtEach(page, views),
      acts: () => page.evaluate(() => window.gallery.acts.splice(0)),
    });
  },
});

function hashOf({ screen, language = 'zh-CN', size = 'large', lit }: View): string {
  const query = new URLSearchParams({ screen, language, size, bare: '1' });
  if (lit !== undefined) query.set('lit', String(lit));
  return `#${query.toString()}`;
}

/** Runs in the page before its own scripts. */
function installShowView(): void {
  window.showView = async (hash, screen) => {
    const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    const isNew = location.hash !== hash;
    location.hash = hash;
    if (isNew) await changed;
    // Effects run behind the first frame, their outcome is painted by the second.
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    await document.fonts.ready;
    const shown = document.querySelector('main')?.getAttribute('data-screen');
    if (shown !== screen) throw new Error(`asked for ${screen}, the page shows ${shown}`);
  };
}

async function lookAtEach(page: Page, views: readonly View[]): Promise<readonly Looked[]> {
  await openEye(page);
  const asked = views.map((view) => [hashOf(view), view.screen] as const);
  const seen = await page.evaluate(async (each) => {
    const looks: Looked[] = [];
    for (const [hash, screen] of each) {
      await window.showView(hash, screen);
      looks.push({ rest: window.conformanceEye.look(), held: window.conformanceEye.held() });
    }
    // As one text: Playwright would carry it over value by value.
    return JSON.stringify(looks);
  }, asked);
  return JSON.parse(seen) as readonly Looked[];
}
