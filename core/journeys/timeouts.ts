import type { State } from './visit.ts';

/** `name` says what happens when the time is over; staff and logs see it. */
export type Timeout = { readonly name: string; readonly afterMs: number };

/** Nothing happens before two minutes without a touch … */
const question = 120_000;
/** … and then a spoken and shown warning leaves another minute, as often as the customer likes. */
const warning = 60_000;

/** One time-out a state. Questions warn first; what only waits for a device acts by itself. */
export const timeouts: Readonly<Record<State['at'], Timeout | null>> = {
  idle: null,
  greeting: { name: 'warn-nobody-begins', afterMs: question },
  choosingLanguage: { name: 'warn-no-language', afterMs: question },
  awaitingCard: { name: 'warn-no-card', afterMs: question },
  /** A read takes about a second on the line, three with its retry; the driver's own deadline is shorter than this. */
  readingCard: { name: 'give-up-reading', afterMs: 15_000 },
  confirmingPerson: { name: 'warn-nobody-confirms', afterMs: question },
  menu: { name: 'warn-no-errand', afterMs: question },
  asking: { name: 'warn-no-answer', afterMs: question },
  notHere: { name: 'warn-no-way-chosen', afterMs: question },
  readingBack: { name: 'warn-not-confirmed', afterMs: question },
  choosingChange: { name: 'warn-no-change-chosen', afterMs: question },
  /** Longer than signing and journal together may take (`core/contract/calls.ts`); a late answer still counts. */
  accepting: { name: 'offer-to-try-again', afterMs: 30_000 },
  acceptFailed: { name: 'warn-not-tried-again', afterMs: question },
  /** A slip is out after some seconds; a later answer of the printer still counts. */
  printing: { name: 'ask-whether-slip-came', afterMs: 45_000 },
  slipTrouble: { name: 'warn-slip-undecided', afterMs: question },
  /** Nothing is lost here: the next screen only reminds of the card. */
  done: { name: 'remind-of-card', afterMs: 90_000 },
  paused: { name: 'remind-of-card', afterMs: 60_000 },
  takingCard: { name: 'remind-again-then-call', afterMs: 30_000 },
  /** Staff need time to walk over. */
  /** Resting for five minutes and measuring come first. */
  measuring: { name: 'warn-not-measured', afterMs: 600_000 },
  measured: { name: 'warn-result-left', afterMs: question },
  cardAway: { name: 'warn-card-away', afterMs: question },
  /** Staff have been called; every now and then the card speaks for itself. */
  cardLeft: { name: 'remind-of-card-left', afterMs: 300_000 },
  personCalled: { name: 'go-on-without-person', afterMs: 300_000 },
  whereAmI: { name: 'go-on', afterMs: 60_000 },
  stillThere: { name: 'park', afterMs: warning },
};
