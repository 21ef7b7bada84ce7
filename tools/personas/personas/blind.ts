import { listeningPerson } from '../listening.ts';
import type { Glass, Persona } from '../persona.ts';
import { openEar, type Ear } from '../senses/ear.ts';

/** Each page has one loudspeaker, and so one ear. */
const ears = new WeakMap<object, Ear>();

export const blind: Persona = {
  name: 'blind',
  about: 'tactile keypad only, handset at the ear; goes by what is said and never looks',
  // The handset's hook is the demo's own: a kiosk's profile names none yet.
  branch: { isDemo: true },
  async prepares(page) {
    ears.set(page, await openEar(page));
  },
  async comes({ page, pressKeypad }) {
    const ear = ears.get(page);
    if (ear === undefined) throw new Error('the page was opened without an ear');
    await setHandset(page, true);
    return {
      ...listeningPerson(ear, pressKeypad),
      async leaves() {
        await setHandset(page, false);
        return {};
      },
    };
  },
};

/** Not the persona's eyes: the hook of the handset is a lever of the dock beside the glass. */
async function setHandset(page: Glass['page'], isLifted: boolean): Promise<void> {
  const [folded, hook] = [page.locator('[data-dock="open"]'), page.locator('[data-dock="handsetLifted"]')];
  await folded.or(hook).waitFor();
  if (await folded.isVisible()) await folded.click();
  if ((await hook.getAttribute('aria-pressed')) !== String(isLifted)) await hook.click();
  await page.locator(`[data-dock="handsetLifted"][aria-pressed="${isLifted}"]`).waitFor();
}
