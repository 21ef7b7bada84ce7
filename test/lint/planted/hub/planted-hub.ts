import { read } from '../hardware/planted-driver.ts';
export const hub = read;
