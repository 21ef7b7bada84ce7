/**
 * Where the page lives. Chosen once and never changed: it is the key under which Chromium keeps the queue's IndexedDB.
 */
export const scheme = 'app';
export const pageUrl = `${scheme}://kiosk/`;

/**
 * True for an address of our own page. Compares protocol and host: `new URL('app://…').origin` is the string 'null' in
 * Node, as it is for every foreign scheme.
 */
export function isOurs(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${scheme}:` && url.host === 'kiosk';
}
