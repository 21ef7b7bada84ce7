import { zoomIn } from '../aids.ts';
import type { Persona } from '../persona.ts';
import { sightedPerson } from '../sighted.ts';

export const lowVision: Persona = {
  name: 'low-vision',
  about:
    'makes the whole screen twice as large at the first question; remark `zoom` says how large it became',
  async comes({ page }) {
    const person = await sightedPerson({ page });
    let zoom = 1;
    return {
      ...person,
      async adapts({ name }) {
        // For every customer anew: the one before has been forgotten (I9).
        if (name !== 'greeting.title') return;
        await zoomIn(person.eyes, person.press);
        zoom = await page
          .locator('.stage')
          .evaluate((stage) => Number(stage.getAttribute('data-zoom') ?? '1'));
      },
      leaves: async () => ({ zoom }),
    };
  },
};
