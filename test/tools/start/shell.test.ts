import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { electronBinary } from '../../../tools/start/electron-binary.ts';
import { chooseShell } from '../../../tools/start/shell.ts';

// Loading the package starts a download: whoever asks for the binary must only look.
vi.mock('electron', () => {
  throw new Error('the electron package was loaded');
});

function folder(...names: string[]): string {
  const made = mkdtempSync(path.join(tmpdir(), 'electron-dist-'));
  for (const name of names) writeFileSync(path.join(made, name), '', { mode: 0o755 });
  return made;
}

it('the Electron binary is where its folder has one, and nowhere else', () => {
  const withBinary = folder('electron', 'electron.exe');
  expect(electronBinary({ ELECTRON_OVERRIDE_DIST_PATH: withBinary })).toContain(withBinary);
  expect(electronBinary({ ELECTRON_OVERRIDE_DIST_PATH: folder() })).toBeNull();
});

it('the shell is Electron before Chromium before the address, and no window without a display', () => {
  const electron = folder('electron', 'electron.exe');
  const chromium = path.join(folder('chromium'), 'chromium');
  const shown = { DISPLAY: ':0', PATH: '' };
  const both = { ...shown, ELECTRON_OVERRIDE_DIST_PATH: electron, CHROMIUM_PATH: chromium };
  const noElectron = { ...both, ELECTRON_OVERRIDE_DIST_PATH: folder() };
  expect(chooseShell(both, true)).toMatchObject({ kind: 'electron' });
  expect(chooseShell(noElectron, true)).toMatchObject({
    kind: 'chromium',
    because: expect.stringContaining('npx install-electron'),
  });
  expect(chooseShell({ ...noElectron, CHROMIUM_PATH: '/nowhere' }, true)).toMatchObject({ kind: 'address' });
  expect(chooseShell(both, false)).toMatchObject({ kind: 'address' });
  if (process.platform === 'linux')
    expect(chooseShell({ ...both, DISPLAY: '' }, true)).toMatchObject({ kind: 'address' });
});
