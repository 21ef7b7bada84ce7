import { unreachable } from '../lib/unreachable.ts';
import type { Places } from '../places/places.ts';
import { abandon } from './abandon.ts';
import { callPerson, go, stay, withPerson } from './moves.ts';
import { stepOnPath } from './path.ts';
import type { Event, Overlay, State, Step } from './visit.ts';

export function isOverlay(state: State): state is Overlay {
  return state.at === 'personCalled' || state.at === 'whereAmI' || state.at === 'stillThere';
}

export function stepOverlay(state: Overlay, event: Event, places: Places | null): Step {
  switch (event.type) {
    case 'BACK_ASKED':
    case 'TOUCHED':
      return go(state.back);
    case 'WHERE_ASKED':
      return state.at === 'whereAmI' ? stay(state) : go({ at: 'whereAmI', back: state.back });
    case 'PERSON_ASKED':
      return state.at === 'personCalled' ? go(state, callPerson('customer-asked')) : withPerson(state.back);
    case 'CHOSEN':
      return chosen(state, event.choice);
    case 'TIMED_OUT':
      return timedOut(state, places);
    case 'WALKED_AWAY':
      // Whoever called a person may have gone to meet one.
      return state.at === 'whereAmI' ? heardBelow(state, stepOnPath(state.back, event, places)) : stay(state);
    case 'CARD_LAID':
    case 'CARD_READ':
    case 'CARD_TROUBLED':
    case 'CARD_LIFTED':
    case 'READER_BACK':
    case 'ACCEPTED':
    case 'ACCEPT_FAILED':
    case 'PRINT_ENDED':
    case 'PRINTER_HELD':
      return heardBelow(state, stepOnPath(state.back, event, places));
    default:
      return stay(state);
  }
}

function chosen(state: Overlay, choice: string): Step {
  if (choice === 'go-on') return go(state.back);
  return choice === 'leave' && state.at === 'stillThere'
    ? abandon(state.back, 'customer-stopped')
    : stay(state);
}

function timedOut(state: Overlay, places: Places | null): Step {
  switch (state.at) {
    case 'whereAmI':
      return go(state.back);
    case 'stillThere':
      return abandon(state.back, 'customer-left');
    case 'personCalled': {
      const below = stepOnPath(state.back, { type: 'TIMED_OUT' }, places);
      return below.state === state.back ? go(state.back) : below;
    }
    default:
      return unreachable(state);
  }
}

/**
 * A device answered while the overlay was up. If that changes the screen below, it comes up, because an answer may
 * never wait behind help; if it is still the same screen, help stays.
 */
function heardBelow(state: Overlay, below: Step): Step {
  const effects = below.effects.filter((effect) => effect.do !== 'speak');
  if (below.state === state.back) return { state, effects };
  if (isOverlay(below.state) || below.state.at !== state.back.at) return below;
  return { state: { ...state, back: below.state }, effects };
}
