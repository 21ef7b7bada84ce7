import type { Persona } from '../persona.ts';
import { sightedPerson } from '../sighted.ts';

export const deaf: Persona = {
  name: 'deaf',
  about: 'the sound is off, whatever the page plays',
  browserFlags: ['--mute-audio'],
  comes: ({ page }) => sightedPerson({ page }),
};
