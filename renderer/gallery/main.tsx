import { render } from 'preact';
import type { Act } from '../customer/act.ts';
import { serviceScreen } from '../customer/service-screens.ts';
import '../page.css';
import { galleryEnv } from './env.ts';
import { Gallery } from './gallery.tsx';
import './gallery.css';
import { walkScreens } from './walk.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no #root');
const screens = [
  ...walkScreens(galleryEnv),
  serviceScreen('starting', true),
  serviceScreen('out', true),
  serviceScreen('interrupted', true),
];
const acts: Act[] = [];
render(<Gallery screens={screens} act={(act) => acts.push(act)} />, root);
// The tests walk the same list as a reader of the gallery, and see what its keys do.
Object.assign(window, { gallery: { screenIds: screens.map(({ id }) => id), acts } });
