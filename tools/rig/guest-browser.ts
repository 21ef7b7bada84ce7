import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium } from '../../webhost/find-chromium.ts';
import { chromiumFlags } from './chromium-flags.ts';

export type GuestBrowserOptions = {
  /** Outlives the browser; here lies the IndexedDB. */
  readonly profileFolder: string;
  /** For whatever a browser keeps outside of its profile. */
  readonly homeFolder: string;
  readonly flags: readonly string[];
  /** A program that runs the browser, with its arguments, such as `strace`. */
  readonly runner?: readonly string[];
};

export type GuestBrowser = {
  readonly page: Page;
  /**
   * Lets go of the browser until its page has the title `title`. A driver that stays is told of every frame on the line,
   * and telling it keeps the browser busier than the work that is to be measured.
   *
   * @returns the same page
   */
  readonly awayUntil: (title: string) => Promise<Page>;
  /** SIGKILL to the browser and all its children. */
  readonly kill: () => Promise<void>;
};

const readyWithinMs = 20_000;
const lookEveryMs = 250;

/**
 * A Chromium started by ourselves, as the leader of its own process group. A test driver that owned it would tidy up
 * behind it; here the driver is only a guest at the debugging port.
 */
export async function startGuestBrowser(options: GuestBrowserOptions): Promise<GuestBrowser> {
  await mkdir(options.profileFolder, { recursive: true });
  await mkdir(options.homeFolder, { recursive: true });
  // A browser that died leaves its lock, and the next one would look for it instead of starting.
  for (const lock of ['SingletonLock', 'SingletonCookie', 'SingletonSocket'])
    await rm(path.join(options.profileFolder, lock), { force: true });
  const [program, ...args] = commandLine(options);
  if (program === undefined) throw new Error('no program');
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: options.homeFolder },
  });
  try {
    const address = await debuggingAddress(child);
    let guest = await chromium.connectOverCDP(address);
    return {
      page: await pageOf(guest),
      async awayUntil(title) {
        await guest.close();
        await untilTitled(address, title);
        guest = await chromium.connectOverCDP(address);
        return pageOf(guest);
      },
      kill: () => killGroup(child),
    };
  } catch (cause) {
    await killGroup(child);
    throw cause;
  }
}

async function pageOf(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  const page = context?.pages()[0] ?? (await context?.newPage());
  if (page === undefined) throw new Error('the browser has no window');
  return page;
}

/** Asks the browser's own list of pages (DevTools HTTP endpoint `/json/list`). */
async function untilTitled(address: string, title: string): Promise<void> {
  const list = new URL('/json/list', address.replace(/^ws:/, 'http:'));
  for (;;) {
    const pages = (await (await fetch(list)).json()) as readonly { readonly title?: string }[];
    if (pages.some((page) => page.title === title)) return;
    if (pages.length === 0) throw new Error('the browser has lost its page');
    await new Promise((passed) => setTimeout(passed, lookEveryMs));
  }
}

function commandLine({ profileFolder, flags, runner = [] }: GuestBrowserOptions): readonly string[] {
  const program = findChromium(process.env);
  if (program === null) throw new Error('no Chromium found');
  const own = [`--user-data-dir=${profileFolder}`, '--remote-debugging-port=0', '--headless'];
  return [...runner, program, ...own, ...chromiumFlags, ...guestFlags, ...flags, 'about:blank'];
}

const guestFlags = [
  '--disable-field-trial-config',
  '--disable-extensions',
  '--disable-crash-reporter',
  '--disable-breakpad',
  '--no-default-browser-check',
];

/** The browser says it on standard error as soon as it can be talked to. */
function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((settle, fail) => {
    const late = setTimeout(() => fail(new Error('the browser did not get ready')), readyWithinMs);
    child.once('error', fail);
    child.once('exit', () => fail(new Error('the browser ended at once')));
    if (child.stderr === null) return fail(new Error('the browser has no standard error'));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address === undefined) return;
      clearTimeout(late);
      settle(address);
    });
  });
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await exited;
}
