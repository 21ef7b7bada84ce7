import { parseProfile } from '../../../host/profile.ts';
import { within, type Touch } from '../hands/touch.ts';
import type { Persona } from '../persona.ts';
import { sightedPerson } from '../sighted.ts';

/** EN 301 549 8.3: what is to be reached from a wheelchair ends here above the floor. */
const reachMm = 1_220;
/** A 21.5" panel as it mostly hangs: its lower edge at the height of a counter. */
const screenBottomMm = 900;
const mmPerPx = 1 / 4.034;

export const seated: Persona = {
  name: 'seated-left-handed',
  about: `touches only below ${reachMm} mm (the glass begins at ${screenBottomMm} mm) and on the left half of a key`,
  branch: { profile: siteProfile() },
  comes: ({ page }) => sightedPerson({ page, touch: lowLeftTouch }),
};

/** The kiosk is told how high it hangs where its profile has a word for that. */
function siteProfile(): Readonly<Record<string, number>> {
  const told = { mmPerPx, screenBottomMm };
  return parseProfile(JSON.stringify({ version: 1, ...told })).ok ? told : { mmPerPx };
}

/** The middle of the key's left half, or as high on it as the hand gets. */
const lowLeftTouch: Touch = async (finger, key, { heightPx }) => {
  const highestPx = heightPx - (reachMm - screenBottomMm) / mmPerPx;
  const spot = within(key, {
    xPx: key.leftPx + key.widthPx / 4,
    yPx: Math.max(key.topPx + key.heightPx / 2, highestPx),
  });
  if (spot.yPx < highestPx) return false;
  await finger.tap(spot);
  return true;
};
