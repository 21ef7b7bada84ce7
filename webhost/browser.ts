import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { endLeftover } from './leftover-browser.ts';

export type BrowserOptions = {
  readonly program: string;
  /** The browser's own profile: here lies the IndexedDB with the queue, so it is never cleared. */
  readonly profileFolder: string;
  /** Full screen without a way out; false opens an ordinary window. */
  readonly isKiosk: boolean;
  /** Chromium refuses its sandbox as root. Only ever true for root in demo mode; the caller warns aloud. */
  readonly withoutSandbox: boolean;
};

export function browserArguments(options: BrowserOptions, launchUrl: string): string[] {
  return [
    `--app=${launchUrl}`,
    ...(options.isKiosk ? ['--kiosk'] : ['--window-size=1280,900']),
    `--user-data-dir=${options.profileFolder}`,
    // The greeting speaks before anybody has touched the screen.
    '--autoplay-policy=no-user-gesture-required',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-translate',
    '--disable-features=Translate,MediaRouter,OptimizationHints',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-breakpad',
    '--disable-session-crashed-bubble',
    '--hide-crash-restore-bubble',
    '--password-store=basic',
    ...(options.withoutSandbox ? ['--no-sandbox'] : []),
  ];
}

/**
 * Chromium writes a page's memory to its usual configuration folder when the page dies, whatever it is told by flags, and
 * that memory may hold a customer. A folder that cannot be made leaves it without a place; the profile lies elsewhere.
 */
const withoutDumps = { CHROME_CONFIG_HOME: devNull } as const;

/** A running browser, as much of it as the supervisor needs. */
export type BrowserProcess = {
  /** Each listener hears it once. `code` is null when a signal ended it or it could not be started. */
  readonly onExit: (listener: (code: number | null) => void) => void;
  /** With all its children. `politely` lets it write its cookies; a browser that hangs only hears `at-once`. */
  readonly end: (how: 'politely' | 'at-once') => void;
};

export function startBrowser(options: BrowserOptions, launchUrl: string): BrowserProcess {
  mkdirSync(options.profileFolder, { recursive: true, mode: 0o700 });
  endLeftover(options.profileFolder);
  // Its own process group, so that its renderers end with it.
  const isGroup = process.platform !== 'win32';
  const child = spawn(options.program, browserArguments(options, launchUrl), {
    stdio: 'ignore',
    detached: isGroup,
    env: { ...process.env, ...withoutDumps },
  });
  return {
    onExit(listener) {
      const once = onceOnly(listener);
      child.once('error', () => once(null));
      child.once('exit', once);
    },
    end(how) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const signal = how === 'politely' ? 'SIGTERM' : 'SIGKILL';
      if (isGroup) process.kill(-child.pid, signal);
      else child.kill(signal);
    },
  };
}

/** A program that cannot be started reports an error and, on some systems, an exit as well. */
function onceOnly(listener: (code: number | null) => void): (code: number | null) => void {
  let isTold = false;
  return (code) => {
    if (isTold) return;
    isTold = true;
    listener(code);
  };
}
