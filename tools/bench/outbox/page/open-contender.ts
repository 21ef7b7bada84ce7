import { unreachable } from '../../../../core/lib/unreachable.ts';
import type { ContenderName } from '../lines.ts';
import type { Contender, Errand, Place } from './contender.ts';

/** Each contender is a file of its own that only its own page loads. */
export async function openContender(name: ContenderName, place: Place): Promise<Contender> {
  switch (name) {
    case 'care-kiosk':
      return (await import('./care-kiosk.ts')).openCareKiosk();
    case 'plain-dexie':
      return (await import('./plain-dexie.ts')).openPlainDexie(place);
    case 'rxdb':
      return (await import('./rxdb.ts')).openRxdb(place);
    case 'pouchdb':
      return (await import('./pouchdb.ts')).openPouchdb(place);
    case 'workbox':
      return (await import('./workbox.ts')).openWorkbox(place);
    default:
      return unreachable(name);
  }
}

/** 1 KiB as text: about what sealing leaves of an errand. */
const payloadBytes = 768;

export function newErrand(): Errand {
  const bytes = crypto.getRandomValues(new Uint8Array(payloadBytes));
  return { id: crypto.randomUUID(), payload: btoa(String.fromCharCode(...bytes)) };
}
