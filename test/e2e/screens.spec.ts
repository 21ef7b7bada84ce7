import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { fixedKeys } from '../../tools/conformance/fixed-keys.ts';
import { shapeFaults, shapeFaultsIn } from '../../tools/conformance/screen-faults.ts';
import type { Seen } from '../../tools/conformance/seen.ts';
import { languages, test, textSizes, type View } from '../support/page-fixture.ts';

const panels = [
  { name: 'the upright panel', width: 1080, height: 1920 },
  { name: 'the sideways panel', width: 1920, height: 1080 },
] as const;

for (const { name, width, height } of panels) {
  for (const size of textSizes) {
    test.describe(`On ${name} with ${size} text`, () => {
      test.use({ viewport: { width, height } });

      for (const language of languages) {
        test(`every screen in ${language} is whole, legible and touchable, its fixed keys at the same place`, async ({
          gallery,
        }) => {
          expect(gallery.screenIds.length).toBeGreaterThan(60);
          const looks = await gallery.lookAtEach(
            gallery.screenIds.map((screen) => ({ screen, language, size })),
          );
          const seen = looks.map(({ rest }) => rest);
          expect(seen.map(({ screen }) => screen)).toEqual(gallery.screenIds);
          expect(
            seen.flatMap((look) => shapeFaultsIn(look).map((fault) => `${look.screen}: ${fault}`)),
          ).toEqual([]);
          expect([...new Set(seen.map((look) => JSON.stringify(fixedKeyPlaces(look))))]).toHaveLength(1);
          for (const look of seen) expect(fixedKeyPlaces(look)).toHaveLength(fixedKeys.length);
        });
      }
    });
  }
}

function fixedKeyPlaces({ keys }: Seen) {
  return fixedKeys.flatMap((key) => keys.filter(({ name }) => name === key).map(({ box }) => [key, box]));
}

test.describe('In a window beside the dock', () => {
  for (const [width, height] of [
    [1110, 900],
    [607, 1080],
    [700, 520],
  ] as const) {
    test(`of ${width} × ${height} the whole screen is there, only smaller`, async ({ page, gallery }) => {
      await page.setViewportSize({ width, height });
      const views: View[] = [
        { screen: 'idle' },
        { screen: 'asking.claim-report.call-back' },
        { screen: 'readingBack.claim-report', language: 'en' },
      ];
      for (const view of views) {
        await gallery.show(view);
        expect(await shapeFaults(page)).toEqual([]);
      }
    });
  }
});

test('all text is drawn from the font that the page brings along', async ({ page, gallery }) => {
  await gallery.show({ screen: 'menu', language: 'zh-Hant' });
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '.line' });
  expect(nodeIds.length).toBeGreaterThan(10);
  for (const nodeId of nodeIds) {
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    expect(fonts.every(({ isCustomFont }) => isCustomFont)).toBe(true);
  }
});

test('the first load of the page is at most 150 kB of JavaScript, gzipped', () => {
  const folder = 'dist/renderer';
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/gu)].map(([, file = '']) => file);
  const sizes = scripts.map((file) => gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length);
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(150_000);
});

test('a page without its host says kindly what to do', async ({ page, pageUrl }) => {
  await page.goto(`${pageUrl}/`);
  await expect(page.locator('main')).toHaveAttribute('data-screen', 'service.out', { timeout: 15_000 });
  await expect(page.locator('h1')).toHaveText('这台机器要歇一会儿。');
  expect(await shapeFaults(page)).toEqual([]);
});
