import type { Page } from '@playwright/test';
import type { Persona } from '../persona.ts';
import type { Scene } from '../scene.ts';
import { sightedPerson, type Sighted } from '../sighted.ts';

/** Five times what an elder takes on average: half a minute for a question, some seconds for a key that is known. */
const slowness = 5;
const questionMs = 30_000 * slowness;
const knownKeyMs = 8_000 * slowness;
const betweenDigitsMs = 2_000 * slowness;

const warning = 'still-there.title';
/** What acts by itself and asks nothing. */
const brief: ReadonlySet<string> = new Set([
  'idle.title',
  'done.finished',
  'done.not-yet-effective',
  'taking-card.title',
]);

export const slow: Persona = {
  name: 'slow',
  about: 'five times slower than average: is warned, asks for more time, and loses nothing of what was typed',
  // The page's own timers, moved on by hand: two minutes and a half are waited for in no time.
  prepares: (page) => page.clock.install(),
  async comes({ page }) {
    const person = await sightedPerson({ page });
    const pace = slowPace(page, person);
    return {
      ...person,
      takesTime: pace.takesTime,
      dials: async (digits, end) => {
        await pace.pausesInNumber(digits);
        return person.dials(digits, end);
      },
      leaves: async () => pace.remarks(),
    };
  },
};

function slowPace(page: Page, person: Sighted) {
  const thoughtAbout = new Set<string>();
  let warnings = 0;
  /** What stood there when the thinking began. */
  let left: string | null = null;

  return {
    async takesTime({ name, deed }: Scene): Promise<void> {
      if (name === warning) warnings += 1;
      // A number is thought about in its middle.
      const asks = deed.does !== 'wait' && deed.does !== 'dial' && !brief.has(name) && name !== warning;
      const isNew = asks && !thoughtAbout.has(name);
      thoughtAbout.add(name);
      if (deed.does !== 'wait') await page.clock.fastForward(isNew ? questionMs : knownKeyMs);
    },
    /** Types half a number and is warned in the middle of it; what was typed must stand there afterwards. */
    async pausesInNumber(digits: string): Promise<void> {
      const { typed } = await person.eyes.look();
      if (left !== null) {
        if (!typed.startsWith(left)) throw new Error('half a number was lost while its customer thought');
        left = '';
        return;
      }
      const half = digits.slice(0, digits.length >> 1);
      for (const digit of half) {
        await person.presses([{ shown: digit, spoken: '' }]);
        await page.clock.fastForward(betweenDigitsMs);
      }
      left = half;
      await page.clock.fastForward(questionMs);
    },
    remarks() {
      if (warnings === 0) throw new Error('nobody was warned before the time was over');
      return { warnings };
    },
  };
}
