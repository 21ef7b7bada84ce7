import type { Screen } from '../../core/journeys/screen.ts';
import { isDialect } from '../../core/voice/spoken-language.ts';
import { aidsScreen, usuallyHelped } from '../customer/aids.ts';
import type { Look } from '../customer/look.ts';
import { serviceScreen } from '../customer/service-screens.ts';
import type { Layout } from '../customer/stage-size.ts';
import { galleryEnv } from './env.ts';
import { walkScreens } from './walk.ts';

const visited = walkScreens(galleryEnv);
const out = serviceScreen('out', true);

/** Within a visit, as where a dialect's voice pack is installed; elsewhere the panel has no key for it. */
const panelsWithDialect = visited
  .filter(({ id }) => id === 'menu')
  .map((menu) => ({ ...aidsScreen(menu, 'full', usuallyHelped, galleryEnv.dialects), id: 'aids.dialect' }));

/** Every screen that a customer can come to, and those before and beyond any visit. */
export const galleryScreens: readonly Screen[] = [
  ...visited,
  aidsScreen(out, 'full', usuallyHelped),
  ...panelsWithDialect,
  serviceScreen('starting', true),
  out,
  serviceScreen('interrupted', true),
];

/** The screen as it stands on such a glass: the panel of sight and hearing tells of the glass itself. */
export function laidOut(screen: Screen, layout: Layout, look: Look): Screen {
  if (screen.body.kind !== 'aids') return screen;
  const dialects = screen.body.dialects.map(({ id }) => id).filter(isDialect);
  return { ...aidsScreen(screen, layout, { ...usuallyHelped, look }, dialects), id: screen.id };
}
