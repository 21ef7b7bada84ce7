import type { Known } from './known.ts';

/**
 * Whether `a` stands before `b`: by the numbers of one kiosk, never by its clock. Records of two kiosks have no order
 * but that of their arrival.
 */
export function isBefore(a: Known, b: Known): boolean {
  if (a.place.kioskId !== b.place.kioskId) return a.receivedAtMs < b.receivedAtMs;
  if (a.place.epoch !== b.place.epoch) return a.place.epoch < b.place.epoch;
  return a.place.sequence < b.place.sequence;
}
