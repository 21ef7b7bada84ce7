import { render } from 'preact';
import '@fontsource-variable/noto-sans-sc';
import { PanelRuler } from './panel-ruler.tsx';
import './technician.css';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no #root');
render(<PanelRuler />, root);
