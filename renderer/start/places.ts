import { signal, type ReadonlySignal } from '@preact/signals';
import { placesOf, type Places } from '../../core/places/places.ts';

/**
 * The list of places, fetched as a chunk of its own once the first screen has been painted; null until then. The
 * journey shows a waiting screen to whoever is faster.
 */
export function fetchPlaces(): ReadonlySignal<Places | null> {
  const places = signal<Places | null>(null);
  requestIdleCallback(() => {
    void import('@vant/area-data').then(({ areaList }) => {
      places.value = placesOf(areaList);
    });
  });
  return places;
}
