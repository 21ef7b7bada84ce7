import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { doubleStrikeMs } from '../../renderer/widgets/press-guard.ts';
import { chromiumFlags } from './chromium-flags.ts';
import { installProbe, type ProbeReport } from './page-probe.ts';

/** The panel of a counter machine: 21.5", portrait. */
export const panel = { width: 1080, height: 1920 } as const;

/** A key counts once within this time, and a key of a new screen only after it: a customer is slower anyhow. */
const betweenTapsMs = doubleStrikeMs + 20;

/** Somebody in front of the screen: a real browser, real pointer events, keys found by what stands on them. */
export type Customer = {
  readonly page: Page;
  /** Waits until a screen whose id begins so is shown, and answers its whole id. */
  readonly sees: (idStart: string, withinMs?: number) => Promise<string>;
  readonly screenId: () => Promise<string | null>;
  /** Touches a key by its name (`choice:claim-report`, `digit:1`, `fixed:back`). */
  readonly touches: (key: string) => Promise<void>;
  /** Waits until the screen that stands has begun to sound; false when it stays mute that long. */
  readonly hears: (withinMs: number) => Promise<boolean>;
  readonly report: () => Promise<ProbeReport>;
  /** In another window of the same browser. */
  readonly opensAnother: () => Promise<Customer>;
  /** Closes the windows and the browser. */
  readonly leaves: () => Promise<void>;
};

/**
 * Opens a browser on the kiosk's page.
 *
 * @param profileFolder survives the browser, as IndexedDB must
 * @param prepare runs before the page's own scripts do
 */
export async function openCustomer(
  launchUrl: string,
  profileFolder: string,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Customer> {
  // A killed browser leaves its lock behind.
  await rm(path.join(profileFolder, 'SingletonLock'), { force: true });
  const context = await chromium.launchPersistentContext(profileFolder, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: chromiumFlags,
    viewport: panel,
    hasTouch: true,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.addInitScript(installProbe);
  await prepare(page);
  await page.goto(launchUrl);
  return customerAt(page, context);
}

function customerAt(page: Page, context: BrowserContext): Customer {
  let last = { key: '', atMs: 0 };
  const screen = page.locator('main[data-screen]');

  /** Figures of the pad may follow each other as fast as a hand can, the same one twice may not. */
  async function settle(key: string): Promise<void> {
    if (isFigure(key) && isFigure(last.key) && key !== last.key) return;
    const restMs = last.atMs + betweenTapsMs - performance.now();
    if (restMs > 0) await page.waitForTimeout(restMs);
  }

  return {
    page,
    async sees(idStart, withinMs = 10_000) {
      await page.locator(`main[data-screen^="${idStart}"]`).waitFor({ timeout: withinMs });
      return (await screen.getAttribute('data-screen')) ?? '';
    },
    screenId: () => screen.getAttribute('data-screen', { timeout: 200 }).catch(() => null),
    async touches(key) {
      await settle(key);
      await page.locator(`[data-key="${key}"]:not([disabled])`).click();
      last = { key, atMs: performance.now() };
    },
    hears: (withinMs) =>
      page.waitForFunction(isSounding, null, { timeout: withinMs, polling: 20 }).then(
        () => true,
        () => false,
      ),
    async report() {
      const report = await page.evaluate(() => window.careKioskProbe);
      if (report === undefined) throw new Error('the page has no probe');
      return report;
    },
    async opensAnother() {
      const another = await context.newPage();
      await another.addInitScript(installProbe);
      await another.goto(new URL('/', page.url()).href);
      return customerAt(another, context);
    },
    async leaves() {
      await context.close().catch((cause: unknown) => {
        // A browser that was killed is closed already, and says so only sometimes.
        if (!String(cause).includes('has been closed')) throw cause;
      });
    },
  };
}

/** Runs in the page. */
function isSounding(): boolean {
  const probe = window.careKioskProbe;
  const paintedAtMs = probe?.screens.at(-1)?.paintedAtMs ?? Infinity;
  return probe?.sounds.some(({ startedAtMs }) => startedAtMs >= paintedAtMs) === true;
}

function isFigure(key: string): boolean {
  return key.startsWith('digit:');
}
