import path from 'node:path';
import { startGuestBrowser, type GuestBrowser } from '../rig/guest-browser.ts';
import { startProgram } from '../rig/program.ts';
import type { Installation } from './installation.ts';
import type { PowerCutPage } from './page/main.ts';
import type { Backend, Mark } from './trial.ts';

export type KioskPlace = {
  /** The host's data folder: identity, key and journal. */
  readonly dataFolder: string;
  readonly profileFolder: string;
  readonly homeFolder: string;
  readonly backend: Backend;
  readonly runner?: readonly string[];
};

/** Of the browser, which keeps its databases so. */
export const backendFlags: Readonly<Record<Backend, string>> = {
  sqlite: '--enable-features=IdbSqliteBackingStore',
  leveldb: '--disable-features=IdbSqliteBackingStore',
};

/** A kiosk that runs: the webhost as a process of its own, and a real browser that has the rig's page open. */
export type KioskSession = {
  readonly page: PowerCutPage;
  /** SIGKILL to everything. */
  readonly kill: () => Promise<void>;
};

/** @param onAccepted hears of each record that the page was told is safe in both stores */
export async function startKioskSession(
  { webhostScript, kioskPort }: Installation,
  place: KioskPlace,
  onAccepted: (mark: Mark) => void,
): Promise<KioskSession> {
  const flags = ['--data', place.dataFolder, '--port', String(kioskPort), '--no-browser'];
  const webhost = await startProgram(webhostScript, flags);
  let browser: GuestBrowser | null = null;
  async function kill(): Promise<void> {
    await browser?.kill();
    await webhost.kill();
  }
  try {
    browser = await startGuestBrowser({ ...place, flags: [backendFlags[place.backend]] });
    const { page } = browser;
    await page.exposeBinding('powerCutAccepted', (_source, mark: Mark) => onAccepted(mark));
    await page.goto(String(webhost.said('launchUrl')));
    return { page: askedFromOutside(page), kill };
  } catch (cause) {
    await kill();
    throw cause;
  }
}

/** A page that does not answer must not hold up the run; opening and mending a queue takes a second. */
const answerWithinMs = 45_000;

function askedFromOutside(page: GuestBrowser['page']): PowerCutPage {
  return {
    acceptForEver: (durability) => page.evaluate((how) => window.powerCut.acceptForEver(how), durability),
    readDatabase: () => inTime(page.evaluate(() => window.powerCut.readDatabase())),
    reopen: () => inTime(page.evaluate(() => window.powerCut.reopen())),
  };
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((settle, fail) => {
    const late = setTimeout(() => fail(new Error('the page does not answer')), answerWithinMs);
    answer.then(settle, fail).finally(() => clearTimeout(late));
  });
}

export function kioskPlaceOn(folder: string, homeFolder: string, backend: Backend): KioskPlace {
  return {
    dataFolder: path.join(folder, 'kiosk'),
    profileFolder: path.join(folder, 'browser'),
    homeFolder,
    backend,
  };
}
