import { placesPerPage, type Place, type Places } from '../../places/places.ts';
import type { Draft } from '../visit.ts';

type PlaceDraft = Extract<Draft, { kind: 'place' }>;

const prefix = 'place.';

export function placeChoiceId(place: Place): string {
  return prefix + place.code;
}

/** The places on the page the draft stands on, and how many pages there are. */
export function placePage(
  draft: PlaceDraft,
  places: Places,
): { readonly places: readonly Place[]; readonly pages: number } {
  const all = places.within(draft.within);
  const from = draft.page * placesPerPage;
  return {
    places: all.slice(from, from + placesPerPage),
    pages: Math.max(1, Math.ceil(all.length / placesPerPage)),
  };
}

/** The place that a key of this page names. */
export function chosenPlace(draft: PlaceDraft, places: Places, choice: string): Place | null {
  return placePage(draft, places).places.find((place) => placeChoiceId(place) === choice) ?? null;
}

/** One level up; null at the top. */
export function placeAround(draft: PlaceDraft, places: Places): PlaceDraft | null {
  if (draft.within === null) return null;
  const path = places.path(draft.within) ?? [];
  return { kind: 'place', within: path.at(-2)?.code ?? null, page: 0 };
}
