import { build, preview, type InlineConfig } from 'vite';
import { freePort } from '../../../hub/database/free-port.ts';

export type ServedPage = { readonly url: string; readonly close: () => Promise<void> };

/** Builds the page into `outDir` and serves it. IndexedDB belongs to an origin, so all trials share this one. */
export async function servePeerPage(outDir: string): Promise<ServedPage> {
  const config: InlineConfig = {
    configFile: false,
    root: 'tools/powercut/peers/page',
    base: './',
    logLevel: 'error',
    resolve: { alias: { events: `${process.cwd()}/tools/bench/outbox/page/event-emitter.ts` } },
    build: { outDir, emptyOutDir: true, target: 'chrome140', modulePreload: { polyfill: false } },
  };
  await build(config);
  const port = await freePort();
  const server = await preview({ ...config, preview: { host: '127.0.0.1', port, strictPort: true } });
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
