import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { callChannel, eventChannel } from '../core/contract/preload-names.ts';
import { isOurs } from './origin.ts';

/** Our page's main frame and nobody else; `senderFrame` is null when the frame has gone meanwhile. */
function isFromOurPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOurs(frame.url);
}

/** The one channel into the host. A stranger is refused loudly, before anything of the message is looked at. */
export function serveCalls(serve: (request: unknown) => Promise<unknown>): void {
  ipcMain.handle(callChannel, (event, request: unknown) => {
    if (!isFromOurPage(event)) throw new Error('refused: call from a foreign frame');
    return serve(request);
  });
}

/** Tells a page what happens on the machine, for as long as the page is there. */
export function tellEvents(
  page: WebContents,
  onEvent: (listener: (name: string, payload: unknown) => void) => () => void,
): void {
  const stop = onEvent((name, payload) => {
    if (!page.isDestroyed()) page.send(eventChannel, name, payload);
  });
  page.once('destroyed', stop);
}
