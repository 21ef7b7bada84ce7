import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { hostOver } from '../../core/contract/client.ts';
import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import { findRunningCluster } from '../../hub/database/leftover.ts';
import { databaseFolder } from '../../hub/database/place.ts';
import { realClock } from '../../machine/real-clock.ts';
import { filesWithPlaintext } from '../../tools/rig/plaintext-search.ts';
import { startProgram } from '../../tools/rig/program.ts';
import { browserArguments } from '../../webhost/browser.ts';
import { browsersOn, headlessDesktop } from '../support/headless-chromium.ts';
import { launch, pageWire } from '../support/live-webhost.ts';
import { temporaryFolder } from '../support/postgres.ts';
import { newFolder, startWebhostProcess, type WebhostProcess } from '../support/webhost-process.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});
beforeAll(() => {
  execFileSync(process.execPath, ['tools/build.mjs', 'node', 'page', '--if-stale'], { stdio: 'ignore' });
});

const { name, number } = twinDemoCards.resident;
/** Where the kernel writes a file of its own; a machine that hands memory to a program shows only the filter. */
const writesCores = /^core(\.%\w)?\s*$/.test(readFileSync('/proc/sys/kernel/core_pattern', 'utf8'));

async function start(flags: string[], environment: NodeJS.ProcessEnv = {}): Promise<WebhostProcess> {
  const folder = newFolder();
  // The browser's crash reports lie under the home folder, not in its profile.
  const env = { ...headlessDesktop(folder), HOME: folder, XDG_CONFIG_HOME: path.join(folder, 'config') };
  const host = await startWebhostProcess(['--demo', ...flags], folder, { ...env, ...environment });
  stops.push(() => host.end('SIGKILL'));
  return host;
}

/** A host in whose memory a customer is: the card has just been read. */
async function hostWithCard(): Promise<WebhostProcess> {
  const host = await start(['--no-browser']);
  const page = await pageWire(host.ready.url, await launch(host.ready.launchUrl), realClock());
  stops.push(async () => page.socket().terminate());
  const kiosk = hostOver(page.wire, realClock(), () => crypto.randomUUID());
  const read = new Promise((done) => kiosk.on('card', ({ state }) => state === 'read' && done(state)));
  await kiosk.invoke('dock.set', { card: 'resident' });
  await read;
  return host;
}

const filterOf = (pid: number) => readFileSync(`/proc/${pid}/coredump_filter`, 'utf8').trim();

/** As a machine may be set up: whoever dies leaves as much as it is allowed to. */
function letDump(pid: number): void {
  execFileSync('prlimit', ['--pid', String(pid), '--core=unlimited']);
}

function dumpsIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true }).map(String);
  return files.filter((file) => /(^|\/)core(\.\d+)?$|\.dmp$|(^|\/)report\..*\.json$/.test(file));
}

describe('what a host that dies leaves on the disk', () => {
  it('has nothing in it of the card that it has just read', async () => {
    const host = await hostWithCard();
    expect(filterOf(host.pid)).toBe('00000000');
    letDump(host.pid);
    expect(await host.end('SIGSEGV')).toBeNull();
    expect(dumpsIn(host.folder)).toHaveLength(writesCores ? 1 : 0);
    expect(await filesWithPlaintext(host.folder, [name, number])).toEqual([]);
  });

  it('would have it without the filter: the search finds what there is', async () => {
    const host = await hostWithCard();
    letDump(host.pid);
    writeFileSync(`/proc/${host.pid}/coredump_filter`, '0x33');
    expect(await host.end('SIGSEGV')).toBeNull();
    const found = await filesWithPlaintext(host.folder, [name, number]);
    expect(found).toEqual(writesCores ? [expect.stringMatching(/^core/)] : []);
  });

  it('is no diagnostic report, whatever NODE_OPTIONS says', async () => {
    const NODE_OPTIONS = '--report-on-fatalerror --report-uncaught-exception --report-on-signal';
    const host = await start(['--no-browser'], { NODE_OPTIONS });
    expect(await host.end('SIGUSR2')).toBeNull();
    expect(dumpsIn(host.folder)).toEqual([]);
  });
});

/** The processes in whose memory the pages are. */
function pagesOn(profile: string): readonly number[] {
  return browsersOn(profile).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer'),
  );
}

/** A crash, not a kill: whoever writes dumps writes one, and then the process is gone. */
async function crashPages(profile: string): Promise<void> {
  const pages = pagesOn(profile);
  for (const pid of pages) process.kill(pid, 'SIGSEGV');
  await vi.waitFor(() => expect(pagesOn(profile).filter((pid) => pages.includes(pid))).toEqual([]), 20_000);
}

describe('what a page that dies leaves on the disk', () => {
  it('is nothing at all', async () => {
    const host = await start([]);
    expect(await host.next('page')).toEqual({ page: 'connected' });
    const profile = path.join(host.folder, 'browser');
    expect(new Set(browsersOn(profile).map(filterOf))).toEqual(new Set(['00000000']));
    const gone = host.next('page');
    await crashPages(profile);
    expect(await gone).toEqual({ page: 'gone' });
    expect(dumpsIn(host.folder)).toEqual([]);
  });

  it('would be a dump in the usual folder', async () => {
    const folder = newFolder();
    const profileFolder = path.join(folder, 'browser');
    const { CHROMIUM_PATH: program = '' } = headlessDesktop(folder);
    const options = { program, profileFolder, isKiosk: false, withoutSandbox: process.getuid?.() === 0 };
    const flags = browserArguments(options, 'about:blank');
    const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: path.join(folder, 'config') };
    const browser = spawn(program, flags, { env, cwd: folder, stdio: 'ignore' });
    stops.push(async () => browser.kill('SIGKILL'));
    await vi.waitFor(() => expect(pagesOn(profileFolder)).not.toEqual([]), 20_000);
    await crashPages(profileFolder);
    await vi.waitFor(() => expect(dumpsIn(folder)).toContainEqual(expect.stringMatching(/\.dmp$/)), 20_000);
  });
});

it('a hub and its database leave no memory on the disk either', async () => {
  const data = await temporaryFolder('hub');
  const hub = await startProgram('dist/hub/main.js', ['--data', data, '--port', '0']);
  stops.push(hub.stop);
  const database = await findRunningCluster(await databaseFolder(data));
  expect([hub.pid, database?.pid ?? 0].map(filterOf)).toEqual(['00000000', '00000000']);
});
