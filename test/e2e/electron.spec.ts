import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { electronBinary } from '../../tools/start/electron-binary.ts';

const binary = electronBinary(process.env);
const why =
  'ELECTRON NOT RUN: no Electron binary here. To run it: npx install-electron --no, or ELECTRON_OVERRIDE_DIST_PATH';

/** The only skip in this project: without the binary nothing of Electron's own can be shown. */
test.beforeEach(() => {
  if (binary !== null) return;
  console.log(why);
  test.info().annotations.push({ type: 'ELECTRON NOT RUN', description: why });
  test.skip(true, why);
});

async function launch(dataFolder: string) {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return _electron.launch({
    executablePath: binary ?? '',
    args: ['.', ...sandbox, '--demo', '--data', dataFolder],
  });
}

test('the real Electron shows the idle screen from app://kiosk, sandboxed and locked', async () => {
  const app = await launch(mkdtempSync(path.join(tmpdir(), 'electron-e2e-')));
  try {
    const page = await app.firstWindow();
    expect(page.url()).toBe('app://kiosk/');
    await expect(page.locator('body')).not.toBeEmpty();
    const world = await page.evaluate(() => ({
      wire: Object.keys((window as unknown as { kioskWire: object }).kioskWire).toSorted(),
      node: 'require' in globalThis || 'process' in globalThis,
      secure: isSecureContext,
      opened: window.open('app://kiosk/') === null,
    }));
    expect(world).toEqual({ wire: ['request', 'subscribe'], node: false, secure: true, opened: true });
  } finally {
    await app.close();
  }
});

test('the real Electron carries a call to its host and keeps a database of its own origin', async () => {
  const app = await launch(mkdtempSync(path.join(tmpdir(), 'electron-e2e-')));
  try {
    const page = await app.firstWindow();
    const reply = await page.evaluate(() => {
      type Wire = { request: (call: object) => Promise<unknown> };
      const { kioskWire } = window as unknown as { kioskWire: Wire };
      return kioskWire.request({ correlationId: '1', name: 'dock.state', input: {} });
    });
    expect(reply).toMatchObject({ ok: true, value: { paper: 'full' } });
    const opened = await page.evaluate(
      () =>
        new Promise<string>((done) => {
          const opening = indexedDB.open('electron-e2e');
          opening.addEventListener('success', () => done('opened'));
          opening.addEventListener('error', () => done('refused'));
        }),
    );
    expect(opened).toBe('opened');
  } finally {
    await app.close();
  }
});

test('the real Electron comes back to its page after its renderer was killed', async () => {
  const app = await launch(mkdtempSync(path.join(tmpdir(), 'electron-e2e-')));
  try {
    const page = await app.firstWindow();
    const loaded = page.waitForEvent('load');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await loaded;
    expect(page.url()).toBe('app://kiosk/');
  } finally {
    await app.close();
  }
});
