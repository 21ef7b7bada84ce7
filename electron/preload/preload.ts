import { contextBridge, ipcRenderer } from 'electron';
import { callChannel, eventChannel, preloadName } from '../../core/contract/preload-names.ts';

// Two functions; no Electron object and no event object ever reaches the page.
contextBridge.exposeInMainWorld(preloadName, {
  request: (call: unknown): Promise<unknown> => ipcRenderer.invoke(callChannel, call),
  subscribe: (name: string, listener: (payload: unknown) => void): (() => void) => {
    const onEvent = (_event: unknown, at: unknown, payload: unknown) => {
      if (at === name) listener(payload);
    };
    ipcRenderer.on(eventChannel, onEvent);
    return () => {
      ipcRenderer.off(eventChannel, onEvent);
    };
  },
});
