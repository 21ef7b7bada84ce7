import { chromium, type Page } from '@playwright/test';
import { bloodPressureProfiles } from '../../hardware/blood-pressure/profiles.ts';
import { createBloodPressureTwin } from '../../hardware/blood-pressure/twin.ts';
import { keypadProfiles } from '../../hardware/keypad/profiles.ts';
import { createKeypadTwin } from '../../hardware/keypad/twin.ts';
import type { DeviceTwin } from '../../hardware/twin.ts';
import { realClock } from '../../machine/real-clock.ts';
import { openBranch, type Branch } from '../rig/branch.ts';
import { chromiumFlags } from '../rig/chromium-flags.ts';
import { panel } from '../rig/customer.ts';
import { customersCard, customersPressure } from './customer-facts.ts';
import type { Glass, Persona } from './persona.ts';
import type { World } from './play-errand.ts';

/** A branch with hub, kiosk and all its devices on pseudo-terminals, and a browser on the kiosk's page. */
export type Place = {
  readonly branch: Branch;
  readonly glass: Glass;
  readonly world: World;
  /** The page's own name of what it shows: for the report, never for the persona. */
  readonly screenId: () => Promise<string>;
  readonly dispose: () => Promise<void>;
};

const monitorProfile = bloodPressureProfiles['terumo-br-500'];
const keypadProfile = keypadProfiles['nav-pad'];

export async function openPlace({ branch: prepared, browserFlags = [], prepares }: Persona): Promise<Place> {
  const clock = realClock();
  const [{ baudRate }, { baudRate: keypadRate }] = [monitorProfile.settings[0], keypadProfile.settings];
  const monitor = createBloodPressureTwin({ clock, baudRate, profile: monitorProfile });
  const keypad = createKeypadTwin({ clock, baudRate: keypadRate, profile: keypadProfile });
  const branch = await openBranch({
    ...prepared,
    devices: {
      keypad: { twin: keypad, baudRate: keypadRate },
      bloodPressureMonitor: { twin: monitor, baudRate },
    },
  });
  try {
    await branch.startHub();
    await branch.startKiosk();
    const page = await openPage(branch, browserFlags, prepares);
    return {
      branch,
      glass: { page, pressKeypad: (key) => order(keypad, 'press', key) },
      world: worldOf(branch, monitor),
      screenId: async () => (await page.locator('main').getAttribute('data-screen', { timeout: 500 })) ?? '',
      async dispose() {
        await page.context().close();
        await branch.dispose();
      },
    };
  } catch (cause) {
    console.error(branch.logs());
    await branch.dispose();
    throw cause;
  }
}

function worldOf({ reader }: Branch, monitor: DeviceTwin): World {
  const { systolic, diastolic, pulse } = customersPressure;
  return {
    layCard: () => reader.lay(customersCard),
    liftCard: () => reader.lift(),
    measure: () => order(monitor, 'measure', `${systolic} ${diastolic} ${pulse}`),
  };
}

function order(twin: DeviceTwin, name: string, words: string): void {
  const refusal = twin.orders[name]?.obey(words.split(' ')) ?? null;
  if (refusal !== null) throw new Error(`${name} ${words}: ${refusal}`);
}

async function openPage(
  branch: Branch,
  flags: readonly string[],
  prepares: Persona['prepares'],
): Promise<Page> {
  const context = await chromium.launchPersistentContext(branch.browserFolder, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...chromiumFlags, ...flags],
    viewport: panel,
    hasTouch: true,
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await prepares?.(page);
    await page.goto(branch.launchUrl());
    await page.locator('main[data-screen="idle"]').waitFor({ timeout: 30_000 });
    return page;
  } catch (cause) {
    await context.close();
    throw cause;
  }
}
