import { areaList } from '@vant/area-data';
import { render } from 'preact';
import { placesOf } from '../../core/places/places.ts';
import type { Act } from '../customer/act.ts';
import { serviceScreen } from '../customer/service-screens.ts';
import '../page.css';
import { Gallery } from './gallery.tsx';
import './gallery.css';
import { walkScreens } from './walk.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no #root');
const screens = [
  ...walkScreens({
    today: '2026-11-20',
    places: placesOf(areaList),
    branchName: '汉口支公司',
    isLineGood: false,
    isPrinterReady: false,
    hasPressureMonitor: true,
  }),
  serviceScreen('starting', true),
  serviceScreen('out', true),
  serviceScreen('interrupted', true),
];
const acts: Act[] = [];
render(<Gallery screens={screens} act={(act) => acts.push(act)} />, root);
// The tests walk the same list as a reader of the gallery, and see what its keys do.
Object.assign(window, { gallery: { screenIds: screens.map(({ id }) => id), acts } });
