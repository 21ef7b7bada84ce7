import type { Random } from '../../../core/lib/random.ts';
import { seededRandom } from '../../../hardware/faults/seeded-random.ts';
import type { Finger, Spot } from '../hands/finger.ts';
import { middleOf, within, type Touch } from '../hands/touch.ts';
import type { Persona } from '../persona.ts';
import { openEyes, sightOf, type Eyes } from '../senses/eyes.ts';
import type { SeenKey } from '../senses/look.ts';
import { sightedPerson } from '../sighted.ts';

const shakesMm = 10;
/** One touch in so many … */
const slidesOffOf = 5;
const strikesTwiceOf = 3;
/** A tremor of 4 to 8 Hz brings the finger down again within a fifth of a second. */
const secondStrikeMs = 140;
const startledMs = 450;

export const tremor: Persona = {
  name: 'tremor',
  about: `shakes up to ${shakesMm} mm while pressing, strikes twice, slides off one key in ${slidesOffOf} and tries again`,
  async comes({ page }) {
    const counted = { slides: 0, slidesThatActed: 0, doubles: 0 };
    const touch = shakingTouch(seededRandom(7), openEyes(page), counted);
    return { ...(await sightedPerson({ page, touch })), leaves: async () => ({ ...counted }) };
  },
};

type Counted = { slides: number; slidesThatActed: number; doubles: number };

function shakingTouch(random: Random, eyes: Eyes, counted: Counted): Touch {
  return async (finger, key, look) => {
    const shakesPx = shakesMm * look.pxPerMm;
    if (random.below(slidesOffOf) === 0) {
      counted.slides += 1;
      await slideOff(finger, key, shakesPx, look.widthPx);
      await waits(startledMs);
      if (sightOf(await eyes.look()) !== sightOf(look)) counted.slidesThatActed += 1;
    }
    const strike = shake(finger, key, random, shakesPx);
    if (random.below(strikesTwiceOf) === 0) {
      counted.doubles += 1;
      // The hand does not wait for the page: on a busy machine the answers would make it a slow one.
      await waits(secondStrikeMs);
      await shake(finger, key, random, shakesPx);
    }
    await strike;
    return true;
  };
}

/** Goes down, trembles and comes up somewhere on the key. */
async function shake(finger: Finger, key: SeenKey, random: Random, shakesPx: number): Promise<void> {
  const somewhere = (): Spot => {
    const { xPx, yPx } = middleOf(key);
    const off = () => (random.below(2_001) / 1_000 - 1) * shakesPx;
    return within(key, { xPx: xPx + off(), yPx: yPx + off() });
  };
  await Promise.all([
    finger.down(somewhere()),
    finger.move(somewhere()),
    finger.move(somewhere()),
    finger.up(),
  ]);
}

/** Down on the key, up beside it: nothing may come of that. */
async function slideOff(finger: Finger, key: SeenKey, shakesPx: number, widthPx: number): Promise<void> {
  const middle = middleOf(key);
  const beside =
    key.leftPx > shakesPx ? key.leftPx - shakesPx : Math.min(widthPx, key.leftPx + key.widthPx + shakesPx);
  await finger.down(middle);
  await finger.move({ ...middle, xPx: beside });
  await finger.up();
}

function waits(ms: number): Promise<void> {
  return new Promise((waited) => setTimeout(waited, ms));
}
