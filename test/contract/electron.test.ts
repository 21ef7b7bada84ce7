import { vi } from 'vitest';
import { pageUrl } from '../../electron/origin.ts';
import type { Wire } from '../../core/contract/host.ts';
import { electronDouble, type ElectronDouble } from '../support/electron-double.ts';
import { contractSuite } from './contract-suite.ts';

/** Each link has an Electron of its own; the module under test finds the newest. */
const current = vi.hoisted(() => ({ double: null as unknown }));
vi.mock('electron', () => ({
  get ipcMain() {
    return (current.double as ElectronDouble).module.ipcMain;
  },
  get ipcRenderer() {
    return (current.double as ElectronDouble).module.ipcRenderer;
  },
  get contextBridge() {
    return (current.double as ElectronDouble).module.contextBridge;
  },
}));

contractSuite("Electron's IPC", async ({ serve, onEvent }) => {
  const double = electronDouble();
  current.double = double;
  double.app.becomeReady();
  const window = new double.module.BrowserWindow({});
  await window.loadURL(pageUrl);
  vi.resetModules();
  const { serveCalls, tellEvents } = await import('../../electron/ipc.ts');
  serveCalls(serve);
  tellEvents(window.webContents as never, onEvent);
  await import('../../electron/preload/preload.ts');
  double.connectPreload();
  return {
    wire: double.world.get('kioskWire') as Wire,
    cut: async () => {
      window.webContents.frame.url = 'app://elsewhere/';
    },
    close: async () => window.webContents.destroy(),
  };
});
