import { render } from 'preact';
import type { Act } from '../customer/act.ts';
import { aidsScreen } from '../customer/aids.ts';
import { serviceScreen } from '../customer/service-screens.ts';
import '../page.css';
import { galleryEnv } from './env.ts';
import { Gallery } from './gallery.tsx';
import './gallery.css';
import { walkScreens } from './walk.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no #root');
const serviceOut = serviceScreen('out', true);
const screens = [
  ...walkScreens(galleryEnv),
  aidsScreen(serviceOut, 'full'),
  serviceScreen('starting', true),
  serviceOut,
  serviceScreen('interrupted', true),
];
const acts: Act[] = [];
render(<Gallery screens={screens} act={(act) => acts.push(act)} />, root);
// The tests walk the same list as a reader of the gallery, and see what its keys do.
Object.assign(window, { gallery: { screenIds: screens.map(({ id }) => id), acts } });
