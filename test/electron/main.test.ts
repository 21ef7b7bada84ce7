import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { callChannel } from '../../core/contract/preload-names.ts';
import { electronDouble, type ElectronDouble } from '../support/electron-double.ts';

const current = vi.hoisted(() => ({ double: null as unknown }));
vi.mock('electron', () => {
  const of = (name: string) => (current.double as ElectronDouble).module[name as never];
  return Object.defineProperties(
    {},
    Object.fromEntries(
      ['app', 'BrowserWindow', 'ipcMain', 'Menu', 'powerSaveBlocker', 'protocol', 'session'].map((name) => [
        name,
        { enumerable: true, get: () => of(name) },
      ]),
    ),
  );
});

const argv = process.argv;
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  process.argv = argv;
  for (const stop of stops.splice(0)) await stop();
  vi.restoreAllMocks();
});

/** Starts the real main program on a double of Electron, up to its window unless it gives up before. */
async function start(flags: string[], prepare: (double: ElectronDouble) => void = () => {}) {
  const double = electronDouble();
  current.double = double;
  prepare(double);
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const dataFolder = path.join(mkdtempSync(path.join(tmpdir(), 'electron-')), 'kiosk');
  process.argv = ['electron', '--data', dataFolder, '--log', path.join(dataFolder, 'log'), ...flags];
  vi.resetModules();
  await import('../../electron/main.ts');
  stops.push(async () => {
    if (double.windows.length === 0) return;
    const quit = new Promise((done) => double.app.once('quit', done));
    double.app.quit();
    await quit;
  });
  return {
    double,
    dataFolder,
    said,
    async ready() {
      double.app.becomeReady();
      await vi.waitFor(() => expect(double.windows).toHaveLength(1));
      await vi.waitFor(() => expect(said.join('')).toContain('"ready":true'));
      return double.window();
    },
  };
}

describe('the Electron shell', () => {
  it('names its scheme before ready, with a storage of its own and without loop-holes', async () => {
    const { double, ready } = await start(['--demo']);
    expect(double.protocol.state.privileged).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ]);
    await ready();
  });

  it('keeps name and data folder fixed: they are where the queue lies', async () => {
    const { double, dataFolder, ready } = await start(['--demo']);
    expect(double.app.name).toBe('care-kiosk');
    expect(double.app.paths.get('userData')).toBe(path.join(dataFolder, 'electron'));
    await ready();
  });

  it('opens one sandboxed window on its own page, full screen in a branch', async () => {
    const { double, ready } = await start([]);
    const window = await ready();
    expect(window.options).toMatchObject({
      kiosk: true,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        autoplayPolicy: 'no-user-gesture-required',
      },
    });
    expect(window.loaded).toEqual(['app://kiosk/']);
    expect(double.menu.current).toBeNull();
    expect(double.blockers).toEqual(['prevent-display-sleep']);
    expect(double.session.check?.(null, 'media', '', {})).toBe(false);
    expect(window.webContents.opens('http://evil.example/')).toBe(false);
  });

  it('opens an ordinary window in a demo', async () => {
    const { ready } = await start(['--demo']);
    expect((await ready()).options).toMatchObject({ kiosk: false });
  });

  it('serves its page to its own main frame only', async () => {
    const { double, ready } = await start(['--demo']);
    const { frame } = (await ready()).webContents;
    const call = { correlationId: '1', name: 'dock.state', input: {} };
    expect(await double.invokeFrom(frame, callChannel, call)).toMatchObject({ ok: true });
    const strangers = [
      null,
      { url: 'app://kiosk/', parent: frame },
      { url: 'http://evil.example/', parent: null },
      { url: 'app://elsewhere/', parent: null },
      { url: 'about:blank', parent: null },
      { url: '', parent: null },
    ];
    for (const stranger of strangers)
      await expect(double.invokeFrom(stranger, callChannel, call)).rejects.toThrow('foreign frame');
  });

  it.each(['not a request', null, [], { name: 'dock.state' }, { correlationId: '1', name: 7, input: {} }])(
    'answers the message %j by name',
    async (message) => {
      const { double, ready } = await start(['--demo']);
      const { frame } = (await ready()).webContents;
      expect(await double.invokeFrom(frame, callChannel, message)).toMatchObject({
        ok: false,
        error: { code: 'bad-input' },
      });
    },
  );

  it('tells the page what happens on the machine', async () => {
    const { double, ready } = await start(['--demo']);
    const page = (await ready()).webContents;
    const set = { correlationId: '1', name: 'dock.set', input: { handsetLifted: true } };
    await double.invokeFrom(page.frame, callChannel, set);
    expect(page.sent).toContainEqual({ channel: 'kiosk:event', args: ['listening', { private: true }] });
  });

  it('serves files under a closed policy, and nothing outside its folder', async () => {
    const { double, ready } = await start(['--demo']);
    await ready();
    for (const nasty of ['app://kiosk/%2e%2e/%2e%2e/etc/passwd', 'app://kiosk/..%2f..%2fetc/passwd'])
      expect((await double.protocol.fetch(nasty)).status).toBe(404);
    expect((await double.protocol.fetch('app://kiosk/%zz')).status).toBe(400);
    expect((await double.protocol.fetch('app://kiosk//etc/passwd')).status).toBe(400);
    expect((await double.protocol.fetch('app://elsewhere/index.html')).status).toBe(400);
    const posted = await double.protocol.fetch('app://kiosk/', { method: 'POST' });
    expect(posted.status).toBe(405);
    expect(posted.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('loads the page again when its process dies, slower each time', async () => {
    const { ready } = await start(['--demo']);
    const window = await ready();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
      await vi.advanceTimersByTimeAsync(999);
      expect(window.loaded).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(window.loaded).toHaveLength(2);
      window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
      await vi.advanceTimersByTimeAsync(1_999);
      expect(window.loaded).toHaveLength(2);
      await vi.advanceTimersByTimeAsync(1);
      expect(window.loaded).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends a page that hangs, and loads it again', async () => {
    const { ready } = await start(['--demo']);
    const window = await ready();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      window.emit('unresponsive');
      expect(window.webContents.crashes).toBe(1);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(window.loaded).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('tries again when the page does not load', async () => {
    const { ready } = await start(['--demo']);
    const window = await ready();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      window.loadFails = true;
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
      await vi.advanceTimersByTimeAsync(1_000);
      window.loadFails = false;
      await vi.advanceTimersByTimeAsync(2_000);
      expect(window.loaded).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('stops its host before it quits', async () => {
    const { double, dataFolder, ready } = await start(['--demo']);
    await ready();
    expect(existsSync(path.join(dataFolder, 'host.lock'))).toBe(true);
    const quit = new Promise((done) => double.app.once('quit', done));
    double.app.emit('window-all-closed');
    await quit;
    expect(existsSync(path.join(dataFolder, 'host.lock'))).toBe(false);
  });

  it('gives way to a kiosk that runs already, and names a flag it does not know', async () => {
    const second = await start(['--demo'], ({ app }) => (app.isOnlyInstance = false));
    expect(second.double.app.exitCode).toBe(1);
    expect(second.said.join('')).toContain('already');
    const misspelt = await start(['--dmeo']);
    expect(misspelt.double.app.exitCode).toBe(1);
    expect(misspelt.said.join('')).toContain('--dmeo');
  });
});
