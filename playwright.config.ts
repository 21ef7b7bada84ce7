import { defineConfig } from '@playwright/test';
import { chromiumFlags } from './tools/rig/chromium-flags.ts';

/** Debian's own Chromium: Playwright's download is not needed. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  // A robot's visit waits most of the time, and every test has a branch or a page of its own.
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  outputDir: 'out/playwright',
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] === undefined ? 'list' : [['list'], ['json']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1080, height: 1920 },
    deviceScaleFactor: 1,
    hasTouch: true,
    locale: 'zh-CN',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [...chromiumFlags, '--font-render-hinting=none', '--force-color-profile=srgb'],
    },
  },
});
