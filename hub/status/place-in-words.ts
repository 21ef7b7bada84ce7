import { slipNumber } from '../../sync/protocol/chain.ts';
import type { Place } from '../incidents/incidents.ts';

/** Number 0: about the kiosk itself, not about one of its records. */
export function placeInWords(place: Place): string {
  return place.sequence === 0 ? `${place.kioskId}（第 ${place.epoch} 期）` : slipNumber(place);
}
