import { findChromium, hasDisplay } from '../../webhost/find-chromium.ts';
import { electronBinary } from './electron-binary.ts';

/** How the kiosk will be seen, and why not better: a sentence for whoever started it. */
export type Shell =
  | { readonly kind: 'electron'; readonly binary: string }
  | { readonly kind: 'chromium' | 'address'; readonly because: string };

const howToGetElectron = 'Electron is not here (npx install-electron --no fetches it)';

/** Electron where it is, else Chromium, else the address to open; both need a display. */
export function chooseShell(environment: NodeJS.ProcessEnv, withWindow: boolean): Shell {
  if (!withWindow) return { kind: 'address', because: 'No window, as asked.' };
  if (!hasDisplay(environment)) return { kind: 'address', because: 'This session has no display.' };
  const binary = electronBinary(environment);
  if (binary !== null) return { kind: 'electron', binary };
  if (findChromium(environment) !== null)
    return { kind: 'chromium', because: `${howToGetElectron}; Chromium shows the window.` };
  return { kind: 'address', because: `${howToGetElectron}, and no Chromium either.` };
}
