import type { CardTrouble, IdCard } from '../identity/id-card.ts';
import { unreachable } from '../lib/unreachable.ts';
import { abandon } from './abandon.ts';
import { callPerson, change, go, stay } from './moves.ts';
import { beginsAnew } from './path-card.ts';
import { acceptFailed, slipTrouble } from './path-submit.ts';
import type { At, Effect, Event, Held, PathState, Step } from './visit.ts';

/** A visit under way, whose card may come and go. */
type Visited = Exclude<
  Extract<PathState, { readonly reader: unknown }>,
  { readonly at: 'awaitingCard' | 'cardAway' }
>;
type CardEvent = Extract<Event, { type: 'CARD_LAID' | 'CARD_READ' | 'CARD_TROUBLED' | 'CARD_LIFTED' }>;
type CardRead = Extract<Event, { type: 'CARD_READ' }>;

/** The card is the customer's presence; that one lies there says nothing before it is known whose it is. */
export function cardMoved(state: Visited, event: CardEvent): Step {
  switch (event.type) {
    case 'CARD_LAID':
      return state.reader === 'unread-card' ? stay(state) : change({ ...state, reader: 'unread-card' });
    case 'CARD_LIFTED':
      return lifted(state);
    case 'CARD_READ':
      return isOf(state, event.card) ? ownCard(state) : otherCard(state, event);
    case 'CARD_TROUBLED':
      return troubled(state, event.trouble);
    default:
      return unreachable(event);
  }
}

function isOf(state: Visited, card: IdCard): boolean {
  if ('work' in state) return state.work.card.number === card.number;
  if ('unanswered' in state) return state.unanswered?.card.number === card.number;
  return 'card' in state && state.card.number === card.number;
}

function ownCard(state: Visited): Step {
  if (state.reader === 'own-card') return stay(state);
  const back = { ...state, reader: 'own-card' } as const;
  // Only here a card that is back makes a key more to read out.
  return state.at === 'done' ? go(back) : change(back);
}

/** Lifting it never loses a visit: the identity has been read. It is told, and what is personal leaves the screen. */
function lifted(state: Visited): Step {
  if (state.reader === 'empty') return stay(state);
  const bare = { ...state, reader: 'empty' } as const;
  if (state.reader !== 'own-card' || !isHeld(bare) || isSettling(bare)) return change(bare);
  return go({ at: 'cardAway', reader: 'empty', seen: 'nothing', mustReturn: false, back: bare });
}

function isHeld(state: Visited): state is Held {
  return !['accepting', 'printing', 'done', 'paused'].includes(state.at);
}

/** Nothing is asked any more that only its owner may answer. */
function isSettling({ at }: Held): boolean {
  return at === 'acceptFailed' || at === 'slipTrouble';
}

/** The next in the queue, or a wife beside her husband: never the first person's matter in the second one's presence. */
function otherCard(state: Visited, event: CardRead): Step {
  switch (state.at) {
    case 'confirmingPerson':
    case 'menu':
    case 'done':
    case 'paused':
      return beginsAnew(event);
    case 'accepting':
    case 'printing':
      // What is being stored or printed comes to its end first.
      return cardMoved(state, { type: 'CARD_LAID' });
    default:
      return go({ at: 'cardAway', reader: 'unread-card', seen: 'other-card', mustReturn: true, back: state });
  }
}

function troubled(state: Visited, seen: CardTrouble): Step {
  if (state.reader !== 'unread-card' || !isHeld(state) || isSettling(state)) return stay(state);
  if (seen.startsWith('reader-')) return stay(state);
  return go({ at: 'cardAway', reader: 'unread-card', seen, mustReturn: false, back: state });
}

export function cardAway(state: At<'cardAway'>, event: Event): Step {
  switch (event.type) {
    case 'CARD_LAID':
      return state.reader === 'unread-card' ? stay(state) : change({ ...state, reader: 'unread-card' });
    case 'CARD_LIFTED':
      return awayAgain(state);
    case 'CARD_READ':
      return readWhileAway(state, event);
    case 'CARD_TROUBLED':
      return sees(state, event.trouble, ...staffFor(event.trouble));
    case 'BACK_ASKED':
      return goOn(state);
    case 'CHOSEN':
      if (event.choice === 'leave') return abandon(state, 'customer-stopped');
      return event.choice === 'go-on' ? goOn(state) : stay(state);
    case 'ACCEPTED':
    case 'PRINT_ENDED':
      return heardWhileAway(state, event);
    default:
      return stay(state);
  }
}

function staffFor(trouble: CardTrouble): readonly Effect[] {
  return trouble.startsWith('reader-') ? [callPerson('device')] : [];
}

/** Said each time, also when it is the same again. */
function sees(state: At<'cardAway'>, seen: At<'cardAway'>['seen'], ...effects: readonly Effect[]): Step {
  return go(state.seen === seen ? state : { ...state, seen }, ...effects);
}

function awayAgain(state: At<'cardAway'>): Step {
  if (state.reader === 'empty') return stay(state);
  const bare = { ...state, reader: 'empty' } as const;
  // It was lifted too soon, and that has just been said.
  return state.seen === 'card-lifted-too-soon' ? change(bare) : go({ ...bare, seen: 'nothing' });
}

function readWhileAway(state: At<'cardAway'>, event: CardRead): Step {
  const { back } = state;
  if (isOf(back, event.card)) return go({ ...back, reader: 'own-card' });
  return state.seen === 'other-card' ? sees(state, 'other-card') : otherCard(back, event);
}

function goOn(state: At<'cardAway'>): Step {
  return state.mustReturn ? stay(state) : go({ ...state.back, reader: state.reader });
}

/** An answer may not wait for a card: it may be the slip. */
function heardWhileAway(
  state: At<'cardAway'>,
  event: Extract<Event, { type: 'ACCEPTED' | 'PRINT_ENDED' }>,
): Step {
  const { back, reader } = state;
  switch (back.at) {
    case 'acceptFailed':
      return movedOn(state, acceptFailed({ ...back, reader }, event));
    case 'slipTrouble':
      return movedOn(state, slipTrouble({ ...back, reader }, event));
    default:
      return stay(state);
  }
}

function movedOn(state: At<'cardAway'>, below: Step): Step {
  return below.state.at === state.back.at ? stay(state) : below;
}
