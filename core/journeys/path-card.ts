import { cardTroubles, type CardTrouble } from '../identity/id-card.ts';
import { cardStanding } from '../rules/card-standing.ts';
import { callPerson, change, go, home, leave, stay, withPerson } from './moves.ts';
import { measuredNow } from './path-care.ts';
import { print } from './path-submit.ts';
import type { At, Event, OnReader, Step } from './visit.ts';

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
    case 'CARD_READ':
      // It was read before this page could hear of it.
      return cardRead(0, event);
    case 'PRESSURE_MEASURED':
      return measuredNow(event);
    default:
      return stay(state);
  }
}

export function greeting(state: At<'greeting'>, event: Event): Step {
  switch (event.type) {
    case 'CARD_LAID':
      return go({ at: 'readingCard', tries: 0 });
    case 'CARD_READ':
      return cardRead(0, event);
    case 'CHOSEN':
      if (event.choice === 'start') return awaitCard();
      if (event.choice === 'person') return withPerson(state);
      if (event.choice === 'pressure') return go({ at: 'measuring', trouble: null });
      if (event.choice === 'language') return go({ at: 'choosingLanguage', back: state });
      return stay(state);
    case 'PRESSURE_MEASURED':
      return measuredNow(event);
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
      return state.back.at === 'greeting'
        ? go({ at: 'readingCard', tries: 0 })
        : readerIs(state, 'unread-card');
    case 'CARD_READ':
      return readOverMenu(state, event);
    case 'CARD_LIFTED':
      return readerIs(state, 'empty');
    default:
      return stay(state);
  }
}

function readerIs(state: At<'choosingLanguage'>, reader: OnReader): Step {
  const { back } = state;
  return back.at === 'menu' && back.reader !== reader
    ? change({ ...state, back: { ...back, reader } })
    : stay(state);
}

function readOverMenu(state: At<'choosingLanguage'>, event: Extract<Event, { type: 'CARD_READ' }>): Step {
  if (state.back.at === 'greeting') return stay(state);
  return state.back.card.number === event.card.number ? readerIs(state, 'own-card') : beginsAnew(event);
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
      return event.choice === 'leave' ? leave(state.reader) : stay(state);
    case 'CARD_LIFTED':
      return liftedInTrouble(state);
    case 'READER_BACK':
      return state.trouble?.startsWith('reader-') === true ? go({ ...state, trouble: null }) : stay(state);
    case 'BACK_ASKED':
      return state.reader === 'empty' ? go({ at: 'greeting' }) : leave(state.reader);
    default:
      return stay(state);
  }
}

/** Whoever did as told hears the next step; whom laying it again does not help hears once more what does. */
function liftedInTrouble(state: At<'awaitingCard'>): Step {
  if (state.reader === 'empty') return stay(state);
  const { trouble } = state;
  const helps = trouble !== null && trouble !== 'card-expired' && !beyondTheCustomer.has(trouble);
  return go({ ...state, reader: 'empty', trouble: helps ? null : trouble });
}

function awaitCard(): Step {
  return go({ at: 'awaitingCard', trouble: null, tries: 0, reader: 'empty' }, { do: 'lookAtReader' });
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

/** Somebody else begins; nothing of the one before is left. */
export function beginsAnew(event: Extract<Event, { type: 'CARD_READ' }>): Step {
  const { state, effects } = cardRead(0, event);
  return { state, effects: [{ do: 'endVisit' }, ...effects] };
}

function cardRead(tries: number, { card, today }: Extract<Event, { type: 'CARD_READ' }>): Step {
  return cardStanding(card, today) === 'expired'
    ? go({ at: 'awaitingCard', trouble: 'card-expired', tries, reader: 'own-card' })
    : go({ at: 'confirmingPerson', card, reader: 'own-card' });
}

function readFailed(state: At<'readingCard'>, trouble: CardTrouble): Step {
  const tries = Math.min(state.tries + 1, maxCardTries);
  const next = {
    at: 'awaitingCard',
    trouble,
    tries,
    reader: trouble === 'card-lifted-too-soon' ? 'empty' : 'unread-card',
  } as const;
  return needsPerson(trouble, tries) ? go(next, callPerson('device')) : go(next);
}

export function confirmingPerson(state: At<'confirmingPerson'>, event: Event): Step {
  switch (event.type) {
    case 'CHOSEN':
      if (event.choice === 'yes') return go({ at: 'menu', card: state.card, reader: state.reader });
      return event.choice === 'no' ? leave(state.reader) : stay(state);
    case 'BACK_ASKED':
      return leave(state.reader);
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
        ? print({ work: state.unanswered, acceptance: event.acceptance, reader: 'unread-card' })
        : stay(state);
    case 'TIMED_OUT':
      return remind(state);
    default:
      return stay(state);
  }
}

/** A forgotten card is the way into a customer's life: staff are called, and it is spoken of until it is taken. */
function remind(state: At<'takingCard'>): Step {
  const reminders = state.reminders + 1;
  if (reminders < maxReminders) return go({ ...state, reminders });
  if (reminders === maxReminders) return go({ ...state, reminders }, callPerson('card-left'));
  return go({ at: 'cardLeft' }, { do: 'endVisit' });
}

export function cardLeft(state: At<'cardLeft'>, event: Event): Step {
  switch (event.type) {
    case 'CARD_LIFTED':
      return home();
    case 'CHOSEN':
      // A reader that has died cannot tell that the card is gone.
      return event.choice === 'taken' ? home() : stay(state);
    case 'TIMED_OUT':
      return go({ at: 'cardLeft' }, callPerson('card-left'));
    default:
      return stay(state);
  }
}
