import { chromium, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import type { HandwritingTrouble } from '../../../core/handwriting/messages.ts';
import type { Writing } from '../../../core/handwriting/strokes.ts';
import { readPageFile, requestPath, type PageFile } from '../../../host/page-files.ts';
import { findChromium } from '../../../webhost/find-chromium.ts';
import { handwritingFiles } from '../../handwriting/page-build.ts';
import { chromiumFlags } from '../../rig/chromium-flags.ts';
import { answerOnLoopback } from '../../rig/loopback-server.ts';
import type { Recognised } from './page/main.ts';

/** A page with nothing but the product's recogniser, in Chromium, behind the headers of both shells. */
export type HandwritingRig = {
  readonly page: Page;
  /** Loads the page anew; a file may come changed, or (null) not at all. */
  readonly open: (change?: (name: string, file: PageFile) => PageFile | null) => Promise<void>;
  /** Settles when both recognisers have spoken, or, with `matcherAlone`, when the matcher has. */
  readonly recognise: (writing: Writing, matcherAlone?: boolean) => Promise<Recognised>;
  /** What has been told to staff, as soon as it is so much. */
  readonly troubles: (atLeast?: number) => Promise<readonly HandwritingTrouble[]>;
  readonly dispose: () => Promise<void>;
};

type Change = (name: string, file: PageFile) => PageFile | null;
const asItIs: Change = (_, file) => file;

export async function openHandwritingRig(): Promise<HandwritingRig> {
  const folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-handwriting-'));
  await build({
    configFile: false,
    root: path.resolve('tools/bench/handwriting/page'),
    base: './',
    logLevel: 'error',
    plugins: [handwritingFiles()],
    build: { outDir: folder, emptyOutDir: true, target: 'chrome140', modulePreload: { polyfill: false } },
  });
  let change = asItIs;
  const server = await answerOnLoopback(async (target) => {
    const requested = requestPath(target) ?? '/';
    const file = await readPageFile(folder, requested);
    return file === null ? null : change(path.posix.basename(requested), file);
  });
  if (server === null) throw new Error('no port is free');
  const executablePath = findChromium(process.env) ?? undefined;
  const browser = await chromium.launch({
    args: chromiumFlags,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  const page = await browser.newPage();
  page.on('pageerror', (cause) => console.error(cause));
  return {
    page,
    async open(changeFile = asItIs) {
      change = changeFile;
      await page.goto(`${server.url}/`);
      await page.waitForFunction(() => window.handwritingBench !== undefined);
    },
    recognise: (writing, matcherAlone = false) =>
      page.evaluate(([strokes, alone]) => window.handwritingBench.recognise(strokes, alone), [
        writing,
        matcherAlone,
      ] as const),
    async troubles(atLeast = 0) {
      await page.waitForFunction((count) => window.handwritingBench.troubles.length >= count, atLeast);
      return page.evaluate(() => window.handwritingBench.troubles);
    },
    async dispose() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
