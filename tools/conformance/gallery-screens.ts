import type { Screen } from '../../core/journeys/screen.ts';
import { galleryScreens, laidOut } from '../../renderer/gallery/screens.ts';
import type { View } from './view.ts';

export { galleryScreens } from '../../renderer/gallery/screens.ts';

const byId = new Map(galleryScreens.map((screen) => [screen.id, screen]));

/**
 * The screen of a view as data.
 *
 * @param layout of the stage
 * @throws when page and data are of different builds
 */
export function galleryScreen({ screen: id, look }: View, layout: string): Screen {
  const screen = byId.get(id);
  if (screen === undefined) throw new Error(`the gallery's data has no screen ${id}`);
  return laidOut(screen, layout === 'compact' ? 'compact' : 'full', look);
}
