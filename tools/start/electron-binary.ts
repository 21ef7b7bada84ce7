import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Path of a usable Electron binary, or null. Looks, and never loads the package: `require('electron')` starts a download.
 * `ELECTRON_OVERRIDE_DIST_PATH` names a folder in place of the package's own.
 */
export function electronBinary(environment: NodeJS.ProcessEnv): string | null {
  const packageFolder = path.dirname(
    createRequire(path.resolve('package.json')).resolve('electron/package.json'),
  );
  const named = path.join(packageFolder, 'path.txt');
  const usual = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : usual;
  const folder = environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(packageFolder, 'dist');
  const binary = path.join(folder, name);
  return existsSync(binary) ? binary : null;
}
