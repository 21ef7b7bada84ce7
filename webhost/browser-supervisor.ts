import type { Clock } from '../core/lib/clock.ts';
import { pagePace, restartPacer } from '../host/restart-pace.ts';
import type { BrowserProcess } from './browser.ts';

export const browserDelays = {
  /** A browser that shows no page by then did not start properly. */
  pageMs: 60_000,
  /** A browser that is asked to go gets so long. */
  goodbyeMs: 3_000,
} as const;

export type BrowserSupervisor = {
  readonly start: () => void;
  /** What the page socket says of the page. */
  readonly onPage: (news: PageNews) => void;
  /** Resolves when the browser has gone. */
  readonly stop: () => Promise<void>;
};

export type PageNews = 'connected' | 'hangs' | 'gone';

export type SupervisorParts = {
  readonly clock: Clock;
  /** Starts a browser with a launch code of its own. */
  readonly start: () => BrowserProcess;
  readonly note: (news: string) => void;
  /** A person closed the window. In a demo that ends the program; without it the browser comes back. */
  readonly onQuit?: () => void;
};

/** Keeps a browser on the screen: one that crashes, quits, hangs or shows no page is replaced, at a growing pause. */
export function superviseBrowser({ clock, start, note, onQuit }: SupervisorParts): BrowserSupervisor {
  const pauseAfter = restartPacer(pagePace);
  let browser: BrowserProcess | null = null;
  let stopped = false;
  let cancelRestart = () => {};
  let cancelWait = () => {};

  function launch(): void {
    const startedMs = clock.monotonicMs();
    browser = start();
    awaitPage();
    browser.onExit((code) => {
      if (stopped) return;
      browser = null;
      cancelWait();
      if (code === 0 && onQuit !== undefined) return onQuit();
      const pauseMs = pauseAfter(clock.monotonicMs() - startedMs);
      note(`browser ended (${code ?? 'killed'}), starting again in ${pauseMs} ms`);
      cancelRestart = clock.after(pauseMs, launch);
    });
  }

  function replace(reason: string): void {
    note(reason);
    browser?.end('at-once');
  }

  function awaitPage(): void {
    cancelWait();
    cancelWait = clock.after(browserDelays.pageMs, () => replace('no page in the browser'));
  }

  return {
    start: launch,
    onPage(news) {
      if (news === 'connected') cancelWait();
      if (news === 'hangs') replace('the page hangs');
      // A reload is quick; a crashed tab stays away.
      if (news === 'gone' && browser !== null) awaitPage();
    },
    async stop() {
      stopped = true;
      cancelRestart();
      cancelWait();
      if (browser !== null) await goodbye(browser, clock);
    },
  };
}

/** Politely first, so that it can write its cookies; a browser that hangs only hears the other thing. */
function goodbye(browser: BrowserProcess, clock: Clock): Promise<void> {
  return new Promise((gone) => {
    const cancel = clock.after(browserDelays.goodbyeMs, () => browser.end('at-once'));
    browser.onExit(() => {
      cancel();
      gone();
    });
    browser.end('politely');
  });
}
