import { callPerson, callSilently, go, leave, park, stay } from './moves.ts';
import { recordOf } from './record-of.ts';
import type { Acceptance, At, Event, OnReader, Step, Work } from './visit.ts';

/** More would be a queue behind the customer; staff print later by the number. */
export const maxPrintAttempts = 3;

/** The reason that stands in `acceptFailed` when nobody answered in time. */
export const acceptTimedOut = 'accept-timed-out';

/** What an accepted errand carries from printing to the end. */
type Accepted = {
  readonly work: Work;
  readonly acceptance: Acceptance;
  readonly reader: OnReader;
  readonly attempt?: number;
  readonly copy?: boolean;
};

/** Puts an accepted errand on paper, for the first time or as the next attempt. */
export function print({ work, acceptance, reader, attempt = 1, copy = false }: Accepted): Step {
  return go(
    { at: 'printing', work, acceptance, reader, attempt, copy, held: null },
    { do: 'print', work, acceptance, attempt, copy },
  );
}

/** No way out: an answer is under way that may already be on disk. */
export function accepting(state: At<'accepting'>, event: Event): Step {
  switch (event.type) {
    case 'ACCEPTED':
      return accepted(state, event);
    case 'ACCEPT_FAILED':
      return event.transactionId === state.work.transactionId ? failed(state, event.reason) : stay(state);
    case 'TIMED_OUT':
      return failed(state, acceptTimedOut);
    default:
      return stay(state);
  }
}

function accepted(
  state: At<'accepting'> | At<'acceptFailed'>,
  event: Extract<Event, { type: 'ACCEPTED' }>,
): Step {
  const { work, reader } = state;
  return event.transactionId === work.transactionId
    ? print({ work, acceptance: event.acceptance, reader })
    : stay(state);
}

function failed({ work, reader }: At<'accepting'>, reason: string): Step {
  return go({ at: 'acceptFailed', work, reason, reader }, callPerson('accept-failed'));
}

/** No way back to the questions: the first try may be stored, and the same id must not come to mean something else. */
export function acceptFailed(state: At<'acceptFailed'>, event: Event): Step {
  const { work, reader } = state;
  switch (event.type) {
    case 'ACCEPTED':
      return accepted(state, event);
    case 'CHOSEN':
      if (event.choice === 'again')
        return go({ at: 'accepting', work, reader }, { do: 'accept', record: recordOf(work) });
      return event.choice === 'stop' ? giveUpAccepting(state, 'customer-stopped') : stay(state);
    default:
      return stay(state);
  }
}

/** Leaves an `accept` that may still answer: staff know, and the slip is printed should the answer come in time. */
export function giveUpAccepting(
  state: At<'acceptFailed'>,
  reason: 'customer-left' | 'customer-stopped',
): Step {
  const { work, reader } = state;
  return park({ work, reader, unanswered: work }, reason, callPerson('accept-failed'));
}

export function printing(state: At<'printing'>, event: Event): Step {
  switch (event.type) {
    case 'PRINT_ENDED':
      return answersThisAttempt(state, event) ? printEnded(state, event.outcome) : stay(state);
    case 'PRINTER_HELD':
      return held(state, event.cause);
    case 'TIMED_OUT':
      return printEnded(state, { outcome: 'unknown' });
    default:
      return stay(state);
  }
}

/** Half a slip hangs out: staff can mend it now, while the customer still stands there. */
function held(state: At<'printing'>, cause: At<'printing'>['held']): Step {
  if (cause === state.held) return stay(state);
  const next = { ...state, held: cause };
  return cause === null ? go(next) : go(next, callPerson('device'));
}

/** The answer to an attempt that was given up must not count for the next one. */
function answersThisAttempt(
  state: At<'printing'> | At<'slipTrouble'> | At<'done'>,
  event: Extract<Event, { type: 'PRINT_ENDED' }>,
): boolean {
  return event.transactionId === state.work.transactionId && event.attempt === state.attempt;
}

function printEnded(
  state: At<'printing'> | At<'slipTrouble'>,
  outcome: Extract<Event, { type: 'PRINT_ENDED' }>['outcome'],
): Step {
  switch (outcome.outcome) {
    case 'printed':
      return go(doneWith(state, 'printed'));
    case 'not-printed':
      return inSlipTrouble(state, outcome, callPerson('device'));
    default:
      return inSlipTrouble(state, outcome, callSilently('print-unknown'));
  }
}

function inSlipTrouble(
  { work, acceptance, attempt, copy, reader }: At<'printing'> | At<'slipTrouble'>,
  outcome: At<'slipTrouble'>['outcome'],
  call: ReturnType<typeof callPerson>,
): Step {
  return go({ at: 'slipTrouble', work, acceptance, attempt, copy, reader, outcome }, call);
}

function doneWith(
  { work, acceptance, attempt, copy, reader }: At<'printing'> | At<'slipTrouble'>,
  slip: At<'done'>['slip'],
): At<'done'> {
  return { at: 'done', work, acceptance, attempt, copy, reader, slip };
}

export function slipTrouble(state: At<'slipTrouble'>, event: Event): Step {
  const isUnknown = state.outcome.outcome === 'unknown';
  switch (event.type) {
    case 'PRINT_ENDED':
      // The printer found its word after all; it knows better than a guess.
      return isUnknown && event.outcome.outcome !== 'unknown' && answersThisAttempt(state, event)
        ? printEnded(state, event.outcome)
        : stay(state);
    case 'CHOSEN':
      return isUnknown ? unknownSlip(state, event.choice) : missingSlip(state, event.choice);
    default:
      return stay(state);
  }
}

/** Only the customer's eyes can tell; nothing is printed again by itself. */
function unknownSlip(state: At<'slipTrouble'>, choice: string): Step {
  switch (choice) {
    case 'came':
      return go(doneWith(state, 'printed'));
    case 'none':
      return go({ at: 'personCalled', back: doneWith(state, 'unknown') }, callPerson('print-unknown'));
    default:
      return stay(state);
  }
}

function missingSlip(state: At<'slipTrouble'>, choice: string): Step {
  switch (choice) {
    case 'again':
      return canPrintAgain(state) ? print({ ...state, attempt: state.attempt + 1 }) : stay(state);
    case 'without':
      return go(doneWith(state, 'none'));
    default:
      return stay(state);
  }
}

/** An attempt is left, and no slip is known to be in the customer's hand. */
export function canPrintAgain(state: At<'slipTrouble'> | At<'done'>): boolean {
  return state.attempt < maxPrintAttempts && !(state.at === 'done' && state.slip === 'printed');
}

/** The card is the customer's presence: without it the next person in the queue could go on in this name. */
export function canDoAnother(state: At<'done'>): boolean {
  return state.reader === 'own-card';
}

export function done(state: At<'done'>, event: Event): Step {
  const { work, reader } = state;
  switch (event.type) {
    case 'PRINT_ENDED':
      // The printer found its word after all: nobody is offered a second slip of it.
      return state.slip === 'unknown' &&
        event.outcome.outcome === 'printed' &&
        answersThisAttempt(state, event)
        ? go({ ...state, slip: 'printed' })
        : stay(state);
    case 'CHOSEN':
      if (event.choice === 'finish') return leave(reader);
      if (event.choice === 'another' && canDoAnother(state))
        return go({ at: 'menu', card: work.card, reader });
      return event.choice === 'again' && canPrintAgain(state)
        ? print({ ...state, attempt: state.attempt + 1, copy: state.copy || state.slip === 'unknown' })
        : stay(state);
    case 'TIMED_OUT':
      return leave(reader);
    default:
      return stay(state);
  }
}

export function paused(state: At<'paused'>, event: Event): Step {
  const { reader, unanswered } = state;
  switch (event.type) {
    case 'ACCEPTED':
      return unanswered !== null && event.transactionId === unanswered.transactionId
        ? print({ work: unanswered, acceptance: event.acceptance, reader })
        : stay(state);
    case 'CHOSEN':
      return event.choice === 'known' ? leave(reader, unanswered) : stay(state);
    case 'TIMED_OUT':
      return leave(reader, unanswered);
    default:
      return stay(state);
  }
}
