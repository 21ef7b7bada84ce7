import { BrowserWindow } from 'electron';
import type { Clock } from '../core/lib/clock.ts';
import { pagePace, restartPacer } from '../host/restart-pace.ts';
import { pageUrl } from './origin.ts';

/**
 * The kiosk's one window. Full screen in a branch; an ordinary window in a demo. `kiosk` is only full screen on Linux and
 * Windows: locking the machine down is the operating system session's work (docs/install).
 */
export function openWindow(parts: { readonly preload: string; readonly isKiosk: boolean }): BrowserWindow {
  return new BrowserWindow({
    kiosk: parts.isKiosk,
    width: 1280,
    height: 900,
    title: 'Care Kiosk',
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload: parts.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // The greeting speaks before anybody has touched the screen.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
}

/**
 * Brings the page back to its idle screen when its process dies or it hangs. What the customer had confirmed is in the
 * two stores; what they had not is asked again.
 */
export function keepAlive(window: BrowserWindow, clock: Clock, note: (news: string) => void): void {
  const page = window.webContents;
  const pauseAfter = restartPacer(pagePace);
  let loadedMs = clock.monotonicMs();
  let isWaiting = false;

  function reloadSoon(reason: string): void {
    if (isWaiting) return;
    isWaiting = true;
    const pauseMs = pauseAfter(clock.monotonicMs() - loadedMs);
    note(`${reason}, loading again in ${pauseMs} ms`);
    clock.after(pauseMs, load);
  }

  function load(): void {
    isWaiting = false;
    if (window.isDestroyed()) return;
    loadedMs = clock.monotonicMs();
    window.loadURL(pageUrl).catch(() => reloadSoon('page did not load'));
  }

  page.on('render-process-gone', (_event, { reason }) => reloadSoon(`page process gone: ${reason}`));
  // Ends in `render-process-gone`, which loads it again: a hanging page cannot be asked to reload itself.
  window.on('unresponsive', () => {
    note('the page hangs');
    page.forcefullyCrashRenderer();
  });
  load();
}
