import type { State } from './visit.ts';

/** `name` says what happens when the time is over; staff and logs see it. */
export type Timeout = {
  readonly name: string;
  readonly afterMs: number;
  /** Any sign of life begins the time anew: whoever turns a page or the voice has not gone. */
  readonly waitsForCustomer: boolean;
};

/** Nothing happens before two minutes without a touch … */
const question = 120_000;
/** … and then a spoken and shown warning leaves another minute, as often as the customer likes. */
const warning = 60_000;

function warns(name: string, afterMs = question): Timeout {
  return { name: `warn-${name}`, afterMs, waitsForCustomer: true };
}

function acts(name: string, afterMs: number): Timeout {
  return { name, afterMs, waitsForCustomer: false };
}

/** One time-out a state. Questions warn first; what only waits for a device acts by itself. */
export const timeouts: Readonly<Record<State['at'], Timeout | null>> = {
  idle: null,
  greeting: warns('nobody-begins'),
  choosingLanguage: warns('no-language'),
  awaitingCard: warns('no-card'),
  /** A read takes about a second on the line, three with its retry; the driver's own deadline is shorter than this. */
  readingCard: acts('give-up-reading', 15_000),
  confirmingPerson: warns('nobody-confirms'),
  menu: warns('no-errand'),
  asking: warns('no-answer'),
  notHere: warns('no-way-chosen'),
  readingBack: warns('not-confirmed'),
  choosingChange: warns('no-change-chosen'),
  /** Longer than signing and journal together may take (`core/contract/calls.ts`); a late answer still counts. */
  accepting: acts('offer-to-try-again', 30_000),
  acceptFailed: warns('not-tried-again'),
  /** A slip is out after some seconds; a later answer of the printer still counts. */
  printing: acts('ask-whether-slip-came', 45_000),
  slipTrouble: warns('slip-undecided'),
  /** Nothing is lost here: the next screen only reminds of the card. */
  done: acts('remind-of-card', 90_000),
  paused: acts('remind-of-card', 60_000),
  takingCard: acts('remind-again-then-call', 30_000),
  /** Staff need time to walk over. */
  /** Resting for five minutes and measuring come first. */
  measuring: warns('not-measured', 600_000),
  measured: warns('result-left'),
  cardAway: warns('card-away'),
  /** Staff have been called; every now and then the card speaks for itself. */
  cardLeft: acts('remind-of-card-left', 300_000),
  personCalled: acts('go-on-without-person', 300_000),
  whereAmI: acts('go-on', 60_000),
  stillThere: { name: 'park', afterMs: warning, waitsForCustomer: true },
};
