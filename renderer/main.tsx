import { render } from 'preact';
import './page.css';
import { App } from './start/app.tsx';
import { browserClock } from './start/browser-clock.ts';
import { openPage } from './start/open-page.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no #root');

const page = await openPage(browserClock(), () => location.reload());
// Whatever throws outside of drawing leaves the journey in an unknown place: begin anew rather than guess. (A note
// without an error is the browser's own, such as a ResizeObserver that came round twice in one frame.)
addEventListener('error', ({ error }) => error instanceof Error && page.kiosk.crash());
addEventListener('unhandledrejection', () => page.kiosk.crash());
render(<App page={page} />, root);
