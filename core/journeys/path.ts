import { unreachable } from '../lib/unreachable.ts';
import type { Places } from '../places/places.ts';
import { go, home, stay, withPerson } from './moves.ts';
import { measured, measuring } from './path-care.ts';
import * as card from './path-card.ts';
import * as errand from './path-errand.ts';
import { cardAway, cardMoved } from './path-presence.ts';
import * as submit from './path-submit.ts';
import type { Event, PathState, Step } from './visit.ts';

/** What holds on every screen: a person and where-am-I are always there, and the card may be lifted at any time. */
export function stepOnPath(state: PathState, event: Event, places: Places | null): Step {
  switch (event.type) {
    case 'PERSON_ASKED':
      return withPerson(state);
    case 'WHERE_ASKED':
      return go({ at: 'whereAmI', back: state });
    case 'APPROACHED':
      // The idle screen is the greeting; whoever comes hears it without having to find out what to touch.
      return state.at === 'idle' ? go(state) : stay(state);
    case 'WALKED_AWAY':
      return walkedAway(state, places);
    case 'CARD_LAID':
    case 'CARD_READ':
    case 'CARD_TROUBLED':
    case 'CARD_LIFTED':
      return !('reader' in state) || state.at === 'awaitingCard' || state.at === 'cardAway'
        ? stepOf(state, event, places)
        : cardMoved(state, event);
    default:
      return stepOf(state, event, places);
  }
}

/** The time-out that nobody has to be waited for; whoever only leans back is asked before anything ends. */
function walkedAway(state: PathState, places: Places | null): Step {
  switch (state.at) {
    case 'idle':
    case 'readingCard':
    case 'accepting':
    case 'printing':
    case 'cardLeft':
      return stay(state);
    case 'greeting':
      return home();
    default:
      return stepOf(state, { type: 'TIMED_OUT' }, places);
  }
}

function stepOf(state: PathState, event: Event, places: Places | null): Step {
  switch (state.at) {
    case 'idle':
      return card.idle(state, event);
    case 'readingCard':
      return card.readingCard(state, event);
    case 'accepting':
      return submit.accepting(state, event);
    case 'printing':
      return submit.printing(state, event);
    case 'done':
      return submit.done(state, event);
    case 'paused':
      return submit.paused(state, event);
    case 'takingCard':
      return card.takingCard(state, event);
    case 'cardLeft':
      return card.cardLeft(state, event);
    default:
      // Here the customer is asked for something: a time-out warns before it acts.
      return event.type === 'TIMED_OUT'
        ? go({ at: 'stillThere', back: state })
        : stepOfQuestion(state, event, places);
  }
}

type WaitsForCustomer = Exclude<
  PathState,
  { at: 'idle' | 'readingCard' | 'accepting' | 'printing' | 'done' | 'paused' | 'takingCard' | 'cardLeft' }
>;

function stepOfQuestion(state: WaitsForCustomer, event: Event, places: Places | null): Step {
  switch (state.at) {
    case 'greeting':
      return card.greeting(state, event);
    case 'choosingLanguage':
      return card.choosingLanguage(state, event);
    case 'awaitingCard':
      return card.awaitingCard(state, event);
    case 'confirmingPerson':
      return card.confirmingPerson(state, event);
    case 'menu':
      return errand.menu(state, event);
    case 'asking':
      return errand.asking(state, event, places);
    case 'notHere':
      return errand.notHere(state, event);
    case 'readingBack':
      return errand.readingBack(state, event);
    case 'measuring':
      return measuring(state, event);
    case 'measured':
      return measured(state, event);
    case 'choosingChange':
      return errand.choosingChange(state, event);
    case 'acceptFailed':
      return submit.acceptFailed(state, event);
    case 'slipTrouble':
      return submit.slipTrouble(state, event);
    case 'cardAway':
      return cardAway(state, event);
    default:
      return unreachable(state);
  }
}
