import { unreachable } from '../lib/unreachable.ts';
import { go, home, leave, park } from './moves.ts';
import { giveUpAccepting } from './path-submit.ts';
import type { PathState, Step } from './visit.ts';

/** Ends what the customer has walked away from. Whatever was answered goes to staff. */
export function abandon(state: PathState, reason: 'customer-left' | 'customer-stopped'): Step {
  switch (state.at) {
    case 'greeting':
    case 'measuring':
    case 'measured':
      return home();
    case 'choosingLanguage':
      return state.back.at === 'menu' ? leave(state.back.reader) : home();
    case 'awaitingCard':
    case 'confirmingPerson':
    case 'menu':
    case 'slipTrouble':
      return leave(state.reader);
    case 'asking':
    case 'notHere':
    case 'readingBack':
    case 'choosingChange':
      return park(state, reason);
    case 'acceptFailed':
      return giveUpAccepting(state, reason);
    case 'cardAway':
      return abandon({ ...state.back, reader: state.reader }, reason);
    case 'idle':
    case 'readingCard':
    case 'accepting':
    case 'printing':
    case 'done':
    case 'paused':
    case 'takingCard':
    case 'cardLeft':
      // These act by themselves and are never warned about.
      return go(state);
    default:
      return unreachable(state);
  }
}
