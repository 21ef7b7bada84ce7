import type { Event, Input, Session, WebContents } from 'electron';
import { isOurs } from './origin.ts';

/** Nothing on our page needs a permission; Electron's own default is to grant them all. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** The page stays where it is: no other address, no second window, no webview, no developer tools, no zoom. */
export function lockPage(page: WebContents): void {
  const stay = (details: Event<{ readonly url: string }>) => {
    if (!isOurs(details.url)) details.preventDefault();
  };
  page.on('will-navigate', stay);
  page.on('will-redirect', stay);
  page.on('will-frame-navigate', stay);
  page.on('will-attach-webview', (event) => event.preventDefault());
  page.setWindowOpenHandler(() => ({ action: 'deny' }));
  page.on('before-input-event', (event, input) => {
    if (isShortcut(input)) event.preventDefault();
  });
}

/**
 * Every shortcut of the browser or the desktop: reload, developer tools, zoom, find, print, history, quit. A counter has no
 * keyboard; whoever plugs one in gets letters and digits.
 */
export function isShortcut(input: Pick<Input, 'key' | 'control' | 'meta' | 'alt'>): boolean {
  return input.control || input.meta || input.alt || /^F\d{1,2}$/.test(input.key);
}
