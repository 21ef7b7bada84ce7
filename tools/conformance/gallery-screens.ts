import type { Screen } from '../../core/journeys/screen.ts';
import { aidsScreen } from '../../renderer/customer/aids.ts';
import { serviceScreen } from '../../renderer/customer/service-screens.ts';
import { galleryEnv } from '../../renderer/gallery/env.ts';
import { walkScreens } from '../../renderer/gallery/walk.ts';

const serviceOut = serviceScreen('out', true);

/** The screens of the gallery as data, the very list that its page shows. */
export const galleryScreens: readonly Screen[] = [
  ...walkScreens(galleryEnv),
  aidsScreen(serviceOut, 'full'),
  serviceScreen('starting', true),
  serviceOut,
  serviceScreen('interrupted', true),
];

const byId = new Map(galleryScreens.map((screen) => [screen.id, screen]));

/**
 * @param layout of the stage: the panel of sight and hearing has the keys of the voice where the bar has not
 * @throws when page and data are of different builds
 */
export function galleryScreen(id: string, layout: string): Screen {
  const screen = byId.get(id);
  if (screen === undefined) throw new Error(`the gallery's data has no screen ${id}`);
  return screen.body.kind === 'aids'
    ? aidsScreen(serviceOut, layout === 'compact' ? 'compact' : 'full')
    : screen;
}
