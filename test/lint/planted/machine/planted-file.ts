export { hub } from '../hub/planted-hub.ts';
