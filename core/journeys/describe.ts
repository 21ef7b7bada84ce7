import { unreachable } from '../lib/unreachable.ts';
import type { Screen } from './screen.ts';
import { askingScreen } from './screens/asking.ts';
import * as card from './screens/card.ts';
import { measuredScreen, measuringScreen } from './screens/care.ts';
import type { Env } from './screens/draw.ts';
import * as errand from './screens/errand.ts';
import { overlayScreen } from './screens/overlays.ts';
import * as submit from './screens/submit.ts';
import type { State } from './visit.ts';

export type { Env } from './screens/draw.ts';

/** The whole screen of a state: every word on it, every key, in the order in which it is shown and spoken. */
export function describe(state: State, env: Env): Screen {
  switch (state.at) {
    case 'idle':
      return card.idleScreen();
    case 'greeting':
      return card.greetingScreen(env);
    case 'choosingLanguage':
      return card.languageScreen(env);
    case 'awaitingCard':
      return card.awaitingCardScreen(state);
    case 'readingCard':
      return card.readingCardScreen();
    case 'confirmingPerson':
      return card.confirmingPersonScreen(state, env);
    case 'menu':
      return errand.menuScreen(env);
    case 'asking':
      return askingScreen(state, env);
    case 'notHere':
      return errand.notHereScreen(state);
    case 'readingBack':
      return errand.readingBackScreen(state);
    case 'choosingChange':
      return errand.choosingChangeScreen(state);
    case 'accepting':
      return submit.acceptingScreen(state);
    case 'acceptFailed':
      return submit.acceptFailedScreen(state);
    case 'printing':
      return submit.printingScreen(state);
    case 'slipTrouble':
      return submit.slipTroubleScreen(state);
    case 'done':
      return submit.doneScreen(state, env);
    case 'paused':
      return submit.pausedScreen(state);
    case 'measuring':
      return measuringScreen(state);
    case 'measured':
      return measuredScreen(state);
    case 'cardAway':
      return card.cardAwayScreen(state);
    case 'takingCard':
      return card.takingCardScreen(state);
    case 'cardLeft':
      return card.cardLeftScreen();
    case 'personCalled':
    case 'whereAmI':
    case 'stillThere':
      return overlayScreen(state, env);
    default:
      return unreachable(state);
  }
}
