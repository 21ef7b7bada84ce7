import type { Places } from '../places/places.ts';
import { stay } from './moves.ts';
import { isOverlay, stepOverlay } from './overlays.ts';
import { stepOnPath } from './path.ts';
import type { Event, State, Step } from './visit.ts';

/**
 * One fact further. Pure: the same state and event always give the same step; an event that means nothing in a state
 * gives the very same state back.
 *
 * @param places the bundled list of places, null while it is still being loaded
 */
export function step(state: State, event: Event, places: Places | null): Step {
  // I6: staff witness and approve, they never fill in. Their hands on the glass change nothing.
  if ('by' in event && event.by !== 'customer') return stay(state);
  return isOverlay(state) ? stepOverlay(state, event, places) : stepOnPath(state, event, places);
}
