import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type InlineConfig } from 'vite';
import type { ContenderName } from './lines.ts';

const pageSource = path.resolve('tools/bench/outbox/page');

/** The same bundler and target as the product's own page. */
const base: InlineConfig = {
  configFile: false,
  root: pageSource,
  base: './',
  logLevel: 'error',
  resolve: { alias: { events: path.join(pageSource, 'event-emitter.ts') } },
};

/** The bench's page, into `outDir`. */
export async function buildPage(outDir: string): Promise<void> {
  await build({
    ...base,
    build: { outDir, emptyOutDir: true, target: 'chrome140', modulePreload: { polyfill: false } },
  });
}

/** kB (1000 bytes), gzip level 9, of one contender with all that it needs and nothing of the others. */
export async function gzipKbOf(contender: ContenderName): Promise<number> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'care-kiosk-bundle-'));
  try {
    await build({
      ...base,
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir,
        emptyOutDir: true,
        target: 'chrome140',
        modulePreload: false,
        rolldownOptions: {
          input: path.join(pageSource, `${contender}.ts`),
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: 'bundle.js', codeSplitting: false },
        },
      },
    });
    const bundle = await readFile(path.join(outDir, 'bundle.js'));
    return Math.round(gzipSync(bundle, { level: 9 }).length / 100) / 10;
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
