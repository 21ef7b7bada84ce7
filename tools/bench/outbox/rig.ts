import type { Page } from '@playwright/test';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { realClock } from '../../../machine/real-clock.ts';
import { freePort } from '../../../hub/database/free-port.ts';
import { startGuestBrowser, type GuestBrowser } from '../../rig/guest-browser.ts';
import { startProgram, type Program } from '../../rig/program.ts';
import { buildPage } from './bundles.ts';
import { countingHub, type CountingHub } from './counting-hub.ts';
import { startCountingServer, type CountingServer } from './counting-server.ts';
import { freshHubKeys } from './hub-keys.ts';
import { doneTitle } from './lines.ts';
import { rowCounts, type RowCounts } from './row-counts.ts';

/** A kiosk's webhost and a browser on it, and the server that counts what leaves. */
export type Rig = {
  readonly hub: CountingHub;
  readonly counts: RowCounts;
  readonly countUrl: string;
  /** The bench's page, freshly loaded. */
  readonly openPage: () => Promise<Page>;
  /** Leaves the page alone until it says that it has done what it was asked. */
  readonly untilDone: () => Promise<Page>;
  /** The end of the host's log. */
  readonly logs: () => Promise<string>;
  readonly dispose: () => Promise<void>;
};

const flags = [
  '--enable-precise-memory-info',
  // A page whose headers were changed on their way counts as come from nowhere, and may not call this machine.
  '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
];

/** A code is used once, by the only kiosk that this hub will ever know. */
const enrolCode = 'AAAA-AAAA-AAAA';

export async function openRig(): Promise<Rig> {
  await mkdir('out', { recursive: true });
  // Not below the system's temporary folder: that may be memory, and then nothing here would cost anything.
  const folder = await mkdtemp(path.resolve('out', 'bench-outbox-'));
  const hub = countingHub(freshHubKeys(), realClock());
  const counts = rowCounts();
  const server = await startCountingServer(hub, counts);
  let webhost: Program | null = null;
  let browser: GuestBrowser | null = null;
  async function dispose(): Promise<void> {
    await browser?.kill();
    await webhost?.stop();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void dispose().finally(() => process.exit(130)));
  try {
    webhost = await startWebhost(folder, server);
    const place = { profileFolder: path.join(folder, 'browser'), homeFolder: path.join(folder, 'home') };
    const guest = await startGuestBrowser({ ...place, flags });
    browser = guest;
    let page = await enter(guest, webhost);
    return {
      hub,
      counts,
      countUrl: `${server.url}/count`,
      openPage: () => load(page, server),
      async untilDone() {
        page = await guest.awayUntil(doneTitle);
        return page;
      },
      logs: async () => (await readFile(logFileIn(folder), 'utf8').catch(() => '')).slice(-4_000),
      dispose,
    };
  } catch (cause) {
    await dispose();
    throw cause;
  }
}

/**
 * The shipped program serves the `renderer` folder beside it. A copy of it beside the bench's page is the real host,
 * with its gate, its journal and its device key, and no switch in the product is needed.
 */
async function startWebhost(folder: string, server: CountingServer): Promise<Program> {
  const script = path.join(folder, 'webhost', 'main.js');
  await mkdir(path.dirname(script));
  await copyFile(path.resolve('dist/webhost/main.js'), script);
  await buildPage(path.join(folder, 'renderer'));
  const port = String(await freePort());
  // To a file, as where it is installed: whoever listens at its other end takes time of his own.
  const log = ['--log', logFileIn(folder)];
  const place = ['--data', path.join(folder, 'kiosk'), '--port', port, '--no-browser', ...log];
  return startProgram(script, [...place, '--hub', server.url, '--enrol', enrolCode]);
}

function logFileIn(folder: string): string {
  return path.join(folder, 'host.log');
}

/** Spends the launch code for the session's cookie. */
async function enter({ page }: GuestBrowser, webhost: Program): Promise<Page> {
  const url = webhost.said('launchUrl');
  if (typeof url !== 'string') throw new Error('the kiosk has said no address');
  page.on('pageerror', (cause) => console.error(cause));
  await page.goto(url);
  return page;
}

/**
 * Loads the page with two headers changed on their way: cross-origin isolation, without which the page's clock is too
 * coarse, and leave for the peers to reach the counting server.
 */
async function load(page: Page, server: CountingServer): Promise<Page> {
  const here = new URL('/', page.url()).href;
  await page.route(here, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...headersFor(server, response.headers()) } });
  });
  await page.goto(here);
  // Otherwise the driver would stand between the page and each of its requests.
  await page.unroute(here);
  const isReady = await page.evaluate(() => crossOriginIsolated && window.outboxBench !== undefined);
  if (!isReady) throw new Error('the page is not isolated from other origins, or has not started');
  return page;
}

type Headers = Readonly<Record<string, string>>;

function headersFor({ url }: CountingServer, headers: Headers): Headers {
  const policy = headers['content-security-policy'] ?? '';
  return {
    ...headers,
    'cross-origin-embedder-policy': 'require-corp',
    'content-security-policy': policy.replace("connect-src 'self'", `connect-src 'self' ${url}`),
  };
}
