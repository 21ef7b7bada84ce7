import type { Page } from '@playwright/test';
import { doubleStrikeMs } from '../../../renderer/widgets/press-guard.ts';
import type { Finger, Spot } from '../hands/finger.ts';
import { middleOf, type Touch } from '../hands/touch.ts';
import type { Persona } from '../persona.ts';
import { panel } from '../../rig/customer.ts';
import { sightedPerson } from '../sighted.ts';

const tapsASecond = 40;
/** One key in so many is pressed with a second finger lying on the glass. */
const twoFingersOf = 3;

export const hurried: Persona = {
  name: 'hurried-companion',
  about: `as fast as the guard lets, ${tapsASecond} taps a second in places, two fingers, the screen turned once`,
  async comes({ page }) {
    let touches = 0;
    const touch: Touch = async (finger, key) => {
      touches += 1;
      if (touches % twoFingersOf > 0) await finger.tap(middleOf(key));
      else await withTwoFingers(finger, middleOf(key));
      return true;
    };
    const person = await sightedPerson({ page, touch, restMs: doubleStrikeMs + 5 });
    let isTurned = false;
    return {
      ...person,
      async adapts({ name, deed }) {
        if (name === 'idle.title' || deed.does === 'wait') await drum(page, person.finger);
        if (isTurned || deed.does !== 'press' || name === 'greeting.title') return;
        isTurned = true;
        await turn(page);
      },
      async leaves() {
        await page.setViewportSize(panel);
        return {};
      },
    };
  },
};

/** A second on the middle of the glass, whatever comes to stand there meanwhile. */
async function drum(page: Page, finger: Finger): Promise<void> {
  const { width, height } = page.viewportSize() ?? panel;
  const taps: Promise<void>[] = [];
  for (let tap = 0; tap < tapsASecond; tap += 1) {
    taps.push(finger.tap({ xPx: width / 2, yPx: height / 2 }));
    await new Promise((rested) => setTimeout(rested, 1_000 / tapsASecond));
  }
  await Promise.all(taps);
}

/** The other hand lies on the edge of the glass meanwhile. */
async function withTwoFingers(finger: Finger, spot: Spot): Promise<void> {
  const other = 1;
  await finger.down({ xPx: 4, yPx: 4 }, other);
  await finger.tap(spot);
  await finger.up(other);
}

/** While the question is being read out. */
async function turn(page: Page): Promise<void> {
  await page.setViewportSize({ width: panel.height, height: panel.width });
}
