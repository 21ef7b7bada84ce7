import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../../webhost/find-chromium.ts';

/**
 * An environment in which "the browser with a window" is a Chromium that needs no display, and Electron is not there.
 *
 * @param folder takes the wrapper program
 */
export function headlessDesktop(folder: string): NodeJS.ProcessEnv {
  const chromium = findChromium(process.env);
  if (chromium === null) throw new Error('this test needs Chromium');
  const wrapper = path.join(folder, 'headless-chromium');
  writeFileSync(wrapper, `#!/bin/sh\nexec '${chromium}' --headless=new --disable-gpu "$@"\n`, {
    mode: 0o755,
  });
  return { DISPLAY: ':0', CHROMIUM_PATH: wrapper, ELECTRON_OVERRIDE_DIST_PATH: folder };
}

/** Chromium processes on this profile; the browser itself, which is the eldest, first. */
export function browsersOn(profileFolder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLineOf(pid).includes(`--user-data-dir=${profileFolder}`))
    .map(Number)
    .toSorted((a, b) => a - b);
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it ended between the look and the read
  }
}
