import { describe, expect, it } from 'vitest';
import { pagePace } from '../../host/restart-pace.ts';
import type { BrowserProcess } from '../../webhost/browser.ts';
import { browserDelays, superviseBrowser } from '../../webhost/browser-supervisor.ts';
import { manualClock } from '../support/manual-clock.ts';

/** A browser that ends when the test says so, or when it is ended. */
function rig(onQuit?: () => void) {
  const clock = manualClock();
  const notes: string[] = [];
  const started: { exit: (code: number | null) => void; ended: string[] }[] = [];
  function start(): BrowserProcess {
    const listeners: ((code: number | null) => void)[] = [];
    const browser = {
      exit: (code: number | null) => listeners.splice(0).forEach((listener) => listener(code)),
      ended: [] as string[],
    };
    started.push(browser);
    return {
      onExit: (listener) => void listeners.push(listener),
      end(how) {
        browser.ended.push(how);
        if (how === 'at-once') browser.exit(null);
      },
    };
  }
  const supervisor = superviseBrowser({
    clock,
    start,
    note: (news) => notes.push(news),
    ...(onQuit ? { onQuit } : {}),
  });
  supervisor.start();
  return { clock, notes, started, supervisor };
}

describe('the browser supervisor', () => {
  it('starts a crashed browser again, with a pause that doubles up to its bound', async () => {
    const { clock, started } = rig();
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = started.length;
      started.at(-1)!.exit(1);
      await clock.advance(pauseMs - 1);
      expect(started).toHaveLength(before);
      await clock.advance(1);
      expect(started).toHaveLength(before + 1);
    }
  });

  it('is quick again after a browser that lived well', async () => {
    const { clock, started, supervisor } = rig();
    started[0]!.exit(1);
    await clock.advance(1_000);
    supervisor.onPage('connected');
    await clock.advance(pagePace.steadyMs);
    started[1]!.exit(1);
    await clock.advance(1_000);
    expect(started).toHaveLength(3);
  });

  it('replaces a browser whose page hangs', async () => {
    const { clock, started, supervisor, notes } = rig();
    supervisor.onPage('connected');
    supervisor.onPage('hangs');
    expect(started[0]!.ended).toEqual(['at-once']);
    await clock.advance(1_000);
    expect(started).toHaveLength(2);
    expect(notes).toContain('the page hangs');
  });

  it('replaces a browser that shows no page in time, at the start and after the page has gone', async () => {
    const { clock, started, supervisor } = rig();
    await clock.advance(browserDelays.pageMs + pagePace.firstMs);
    expect(started).toHaveLength(2);
    supervisor.onPage('connected');
    await clock.advance(browserDelays.pageMs * 10);
    expect(started).toHaveLength(2);
    supervisor.onPage('gone');
    await clock.advance(browserDelays.pageMs + pagePace.longestMs);
    expect(started).toHaveLength(3);
  });

  it('lets a reloading page be gone for a moment', async () => {
    const { clock, started, supervisor } = rig();
    supervisor.onPage('connected');
    supervisor.onPage('gone');
    await clock.advance(500);
    supervisor.onPage('connected');
    await clock.advance(browserDelays.pageMs * 2);
    expect(started).toHaveLength(1);
    expect(started[0]!.ended).toEqual([]);
  });

  it('brings the window back in a branch when somebody closes it, and ends a demo', async () => {
    const branch = rig();
    branch.started[0]!.exit(0);
    await branch.clock.advance(1_000);
    expect(branch.started).toHaveLength(2);
    let quits = 0;
    const demo = rig(() => (quits += 1));
    demo.started[0]!.exit(0);
    await demo.clock.advance(60_000);
    expect(demo.started).toHaveLength(1);
    expect(quits).toBe(1);
  });

  it('ends the browser politely, then at once, and starts none afterwards', async () => {
    const { clock, started, supervisor } = rig();
    const stopped = supervisor.stop();
    expect(started[0]!.ended).toEqual(['politely']);
    await clock.advance(browserDelays.goodbyeMs);
    await stopped;
    expect(started[0]!.ended).toEqual(['politely', 'at-once']);
    await clock.advance(600_000);
    expect(started).toHaveLength(1);
  });

  it('starts none after a stop that comes between crash and restart', async () => {
    const { clock, started, supervisor } = rig();
    started[0]!.exit(1);
    await supervisor.stop();
    await clock.advance(600_000);
    expect(started).toHaveLength(1);
  });
});
