/** Names on which Electron's main process, its preload and the page must agree. Free of imports: the preload is one small file. */

/** The preload hands its `Wire` to the page as `window.kioskWire`. */
export const preloadName = 'kioskWire';
export const callChannel = 'kiosk:call';
export const eventChannel = 'kiosk:event';
