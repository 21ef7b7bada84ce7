import { render } from 'preact';
import type { Act } from '../customer/act.ts';
import '../page.css';
import { loadPad } from '../handwriting/lazy-pad.tsx';
import { Gallery } from './gallery.tsx';
import './gallery.css';
import { galleryScreens } from './screens.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no #root');
const acts: Act[] = [];
// A picture of a pad that is still on its way helps nobody.
await loadPad();
render(<Gallery screens={galleryScreens} act={(act) => acts.push(act)} />, root);
// The tests walk the same list as a reader of the gallery, and see what its keys do.
Object.assign(window, { gallery: { screenIds: galleryScreens.map(({ id }) => id), acts } });
