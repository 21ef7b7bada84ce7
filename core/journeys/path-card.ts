import { cardTroubles, type CardTrouble } from '../identity/id-card.ts';
import { cardStanding } from '../rules/card-standing.ts';
import { callPerson, change, go, home, leave, stay, withPerson } from './moves.ts';
import { print } from './path-submit.ts';
import type { At, Event, Step } from './visit.ts';

/** After so many failed reads a person is called; the customer may still try. */
export const maxCardTries = 3;
/** How often "please take your card" is said before staff come for it. */
export const maxReminders = 3;

/** Laying it again does not help here; a person is called at once. */
const beyondTheCustomer: ReadonlySet<CardTrouble> = new Set(
  cardTroubles.filter((trouble) => trouble.startsWith('reader-') || trouble === 'card-kind-unknown'),
);

export function needsPerson(trouble: CardTrouble | 'card-expired', tries: number): boolean {
  return tries >= maxCardTries || (trouble !== 'card-expired' && beyondTheCustomer.has(trouble));
}

export function idle(state: At<'idle'>, event: Event): Step {
  switch (event.type) {
    case 'TOUCHED':
      return go({ at: 'greeting' });
    case 'CARD_LAID':
      return go({ at: 'readingCard', tries: 0 });
    default:
      return stay(state);
  }
}

export function greeting(state: At<'greeting'>, event: Event): Step {
  switch (event.type) {
    case 'CARD_LAID':
      return go({ at: 'readingCard', tries: 0 });
    case 'CHOSEN':
      if (event.choice === 'start') return awaitCard();
      if (event.choice === 'language') return go({ at: 'choosingLanguage', back: state });
      return stay(state);
    case 'BACK_ASKED':
      return home();
    default:
      return stay(state);
  }
}

export function choosingLanguage(state: At<'choosingLanguage'>, event: Event): Step {
  switch (event.type) {
    case 'LANGUAGE_CHOSEN':
      return go(state.back, { do: 'setLanguage', language: event.language });
    case 'BACK_ASKED':
      return go(state.back);
    case 'CARD_LAID':
      return state.back.at === 'greeting' ? go({ at: 'readingCard', tries: 0 }) : cardMoved(state, true);
    case 'CARD_LIFTED':
      return cardMoved(state, false);
    default:
      return stay(state);
  }
}

function cardMoved(state: At<'choosingLanguage'>, cardLies: boolean): Step {
  const { back } = state;
  return back.at === 'menu' && back.cardLies !== cardLies
    ? change({ ...state, back: { ...back, cardLies } })
    : stay(state);
}

export function awaitingCard(state: At<'awaitingCard'>, event: Event): Step {
  switch (event.type) {
    case 'CARD_LAID':
      return go({ at: 'readingCard', tries: state.tries });
    case 'CARD_READ':
      // The answer of a read that was given up: late, and still the customer's card.
      return state.trouble === 'card-expired' ? stay(state) : cardRead(state.tries, event);
    case 'CARD_TROUBLED':
      // The reader may go missing while nothing lies on it; a card trouble without a card is yesterday's.
      return event.trouble.startsWith('reader-') && event.trouble !== state.trouble
        ? go({ ...state, trouble: event.trouble }, callPerson('device'))
        : stay(state);
    case 'CHOSEN':
      if (event.choice === 'no-card' || event.choice === 'person') return withPerson(state);
      return event.choice === 'leave' ? leave(state.cardLies) : stay(state);
    case 'BACK_ASKED':
      return state.cardLies ? leave(true) : go({ at: 'greeting' });
    default:
      return stay(state);
  }
}

function awaitCard(): Step {
  return go({ at: 'awaitingCard', trouble: null, tries: 0, cardLies: false });
}

export function readingCard(state: At<'readingCard'>, event: Event): Step {
  switch (event.type) {
    case 'CARD_READ':
      return cardRead(state.tries, event);
    case 'CARD_TROUBLED':
      return readFailed(state, event.trouble);
    case 'CARD_LIFTED':
      return readFailed(state, 'card-lifted-too-soon');
    case 'TIMED_OUT':
      return readFailed(state, 'reader-silent');
    default:
      return stay(state);
  }
}

function cardRead(tries: number, { card, today }: Extract<Event, { type: 'CARD_READ' }>): Step {
  return cardStanding(card, today) === 'expired'
    ? go({ at: 'awaitingCard', trouble: 'card-expired', tries, cardLies: true })
    : go({ at: 'confirmingPerson', card, cardLies: true });
}

function readFailed(state: At<'readingCard'>, trouble: CardTrouble): Step {
  const tries = Math.min(state.tries + 1, maxCardTries);
  const next = { at: 'awaitingCard', trouble, tries, cardLies: trouble !== 'card-lifted-too-soon' } as const;
  return needsPerson(trouble, tries) ? go(next, callPerson('device')) : go(next);
}

export function confirmingPerson(state: At<'confirmingPerson'>, event: Event): Step {
  switch (event.type) {
    case 'CHOSEN':
      if (event.choice === 'yes') return go({ at: 'menu', card: state.card, cardLies: state.cardLies });
      return event.choice === 'no' ? leave(state.cardLies) : stay(state);
    case 'BACK_ASKED':
      return leave(state.cardLies);
    default:
      return stay(state);
  }
}

export function takingCard(state: At<'takingCard'>, event: Event): Step {
  switch (event.type) {
    case 'CARD_LIFTED':
      return home();
    case 'ACCEPTED':
      return event.transactionId === state.unanswered?.transactionId
        ? print({ work: state.unanswered, acceptance: event.acceptance, cardLies: true })
        : stay(state);
    case 'TIMED_OUT':
      return remind(state);
    default:
      return stay(state);
  }
}

/** A forgotten card is the way into a customer's life: staff are called before the screen goes home. */
function remind(state: At<'takingCard'>): Step {
  const reminders = state.reminders + 1;
  if (reminders < maxReminders) return go({ ...state, reminders });
  if (reminders === maxReminders) return go({ ...state, reminders }, callPerson('card-left'));
  return home();
}
