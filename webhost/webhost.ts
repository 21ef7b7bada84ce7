import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { err, ok, type Result } from '../core/lib/result.ts';
import { lineOpener } from '../hardware/serial/open-line.ts';
import { startKioskHost, type KioskHost, type KioskHostParts } from '../host/kiosk-host.ts';
import { startBrowser } from './browser.ts';
import { superviseBrowser, type BrowserSupervisor } from './browser-supervisor.ts';
import { findChromium, hasDisplay } from './find-chromium.ts';
import { createGate, type Gate } from './gate.ts';
import { notYet, pageListener } from './page-server.ts';
import { servePageSocket } from './socket.ts';

export type WebhostParts = Omit<KioskHostParts, 'openSerial' | 'browserFolder'> & {
  readonly port: number;
  readonly withBrowser: boolean;
  /** Folder of the built renderer. */
  readonly pageFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /**
   * One line to whoever started us: `{ ready, url, launchUrl }` first, then `{ page }` whenever the page comes or goes,
   * and `{ launchUrl }` after each use without a browser.
   */
  readonly say: (line: Readonly<Record<string, unknown>>) => void;
  readonly warn: (text: string) => void;
  /** In a demo, a person closed the window. */
  readonly onQuit: () => void;
};

/** A launch code on a command line can be read by every local user; a browser needs it within seconds. */
const browserCodeLifeMs = 30_000;

export type Webhost = { readonly stop: () => Promise<void> };

/** Shell 2: the kiosk host on 127.0.0.1 with a plain Chromium in front of it. The error is a sentence for a person. */
export async function startWebhost(parts: WebhostParts): Promise<Result<Webhost, string>> {
  const { clock, port, dataFolder } = parts;
  const program = parts.withBrowser ? findBrowser(parts) : ok(null);
  if (!program.ok) return program;
  const server = createServer(notYet);
  const listening = await listen(server, port);
  if (!listening.ok) return listening;
  const host = await startKioskHost({
    ...parts,
    browserFolder: browserFolder(parts),
    openSerial: lineOpener(clock),
  });
  if (!host.ok) {
    server.close();
    return err(`${host.error.code}: ${dataFolder} (${host.error.detail})`);
  }
  return ok(openDoors(parts, server, host.value, program.value));
}

/** Puts page, socket and browser before a host that is ready. */
function openDoors(parts: WebhostParts, server: Server, host: KioskHost, program: string | null): Webhost {
  const { clock, log, say } = parts;
  const gate = createGate(clock, parts.port);
  const browser = program === null ? null : browserOn(parts, gate, program);
  // Without a browser the address is for whoever reads our output, and nobody else can see it: it may wait.
  const freshUrl = () => gate.issueLaunchUrl(Infinity);
  const listener = pageListener({
    gate,
    pageFolder: parts.pageFolder,
    asset: host.asset,
    onLaunched() {
      if (browser === null) say({ launchUrl: freshUrl() });
    },
  });
  server.off('request', notYet).on('request', listener);
  const socket = servePageSocket(server, {
    gate,
    clock,
    serve: host.serve,
    onEvent: host.onEvent,
    onPage(news) {
      log.note('page', news);
      say({ page: news });
      browser?.onPage(news);
    },
  });
  say({ ready: true, url: gate.origin, launchUrl: browser === null ? freshUrl() : null });
  browser?.start();
  return {
    async stop() {
      socket.stop();
      await browser?.stop();
      await host.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function findBrowser({ environment }: WebhostParts): Result<string, string> {
  if (!hasDisplay(environment)) return err('no display: set DISPLAY or WAYLAND_DISPLAY, or use --no-browser');
  const program = findChromium(environment);
  if (program !== null) return ok(program);
  return err('no Chromium found: install the package chromium, or name one in CHROMIUM_PATH');
}

/** Chromium's own profile; here lies the database with the queue. */
function browserFolder({ dataFolder }: WebhostParts): string {
  return path.join(dataFolder, 'browser');
}

function browserOn(parts: WebhostParts, gate: Gate, program: string): BrowserSupervisor {
  const { clock, mode } = parts;
  const isRoot = process.getuid?.() === 0;
  const withoutSandbox = isRoot && mode === 'demo';
  if (withoutSandbox)
    parts.warn('DEMO AS ROOT: Chromium runs WITHOUT ITS SANDBOX. Never do this in a branch.');
  const options = {
    program,
    profileFolder: browserFolder(parts),
    isKiosk: mode === 'site',
    withoutSandbox,
  };
  return superviseBrowser({
    clock,
    start: () => startBrowser(options, gate.issueLaunchUrl(browserCodeLifeMs)),
    note: (news) => parts.log.warn('browser', news),
    ...(mode === 'demo' ? { onQuit: parts.onQuit } : {}),
  });
}

function listen(server: Server, port: number): Promise<Result<void, string>> {
  return new Promise((settle) => {
    server.once('error', (cause: NodeJS.ErrnoException) => settle(err(listenTrouble(port, cause))));
    server.listen(port, '127.0.0.1', () => settle(ok(undefined)));
  });
}

function listenTrouble(port: number, { code, message }: NodeJS.ErrnoException): string {
  if (code !== 'EADDRINUSE') return `cannot listen on 127.0.0.1:${port} (${code ?? message})`;
  return `port ${port} is taken: another kiosk runs here, or another program must give it up. Another port would be another, empty queue.`;
}
