import { Dexie } from 'dexie';
export const openOutbox = () => new Dexie('planted');
