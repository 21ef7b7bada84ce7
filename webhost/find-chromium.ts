import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const programNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];

const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of a Chromium on this machine, or null. `CHROMIUM_PATH` names one explicitly and then is the only candidate. */
export function findChromium(environment: NodeJS.ProcessEnv): string | null {
  if (environment['CHROMIUM_PATH']) return firstProgram([environment['CHROMIUM_PATH']]);
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => programNames.map((name) => path.join(folder, name)));
  return firstProgram([...onPath, ...fixedPlaces]);
}

/** True when a window can be shown at all. */
export function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(environment['DISPLAY']) || Boolean(environment['WAYLAND_DISPLAY']);
}

function firstProgram(candidates: readonly string[]): string | null {
  return candidates.find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not to be run: the next candidate
  }
}
