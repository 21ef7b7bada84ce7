import type { Screen } from '../../core/journeys/screen.ts';
import { aidsScreen, usuallyHelped } from '../customer/aids.ts';
import type { Look } from '../customer/look.ts';
import { serviceScreen } from '../customer/service-screens.ts';
import type { Layout } from '../customer/stage-size.ts';
import { galleryEnv } from './env.ts';
import { walkScreens } from './walk.ts';

const out = serviceScreen('out', true);

/** Every screen that a customer can come to, and those before and beyond any visit. */
export const galleryScreens: readonly Screen[] = [
  ...walkScreens(galleryEnv),
  aidsScreen(out, 'full', usuallyHelped),
  serviceScreen('starting', true),
  out,
  serviceScreen('interrupted', true),
];

/** The screen as it stands on such a glass: the panel of sight and hearing tells of the glass itself. */
export function laidOut(screen: Screen, layout: Layout, look: Look): Screen {
  return screen.body.kind === 'aids' ? aidsScreen(out, layout, { ...usuallyHelped, look }) : screen;
}
