import { chromium, type Browser, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { findChromium } from '../../webhost/find-chromium.ts';
import { chromiumFlags } from '../rig/chromium-flags.ts';
import { watchListeners } from './watch-listeners.ts';

/** Glyphs as they are designed, colours as they are written. */
const trueFlags = ['--font-render-hinting=none', '--force-color-profile=srgb'];
/** A frame comes as soon as the one before is drawn: waiting for the next sixtieth of a second proves nothing. */
const quickFlags = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium(process.env);
  if (executablePath === null) throw new Error('no Chromium found: install the package chromium');
  return chromium.launch({ executablePath, args: [...chromiumFlags, ...trueFlags, ...quickFlags] });
}

/** A page whose listeners are noted before its own scripts run. */
export async function openPage(
  browser: Browser,
  size: { readonly widthPx: number; readonly heightPx: number },
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: size.widthPx, height: size.heightPx },
    deviceScaleFactor: 1,
    hasTouch: true,
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  await page.addInitScript(watchListeners);
  return page;
}

export function axeScript(): string {
  return readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}
