import { callPerson, callSilently, go, leave, park, stay, withPerson } from './moves.ts';
import { recordOf } from './record-of.ts';
import type { Acceptance, At, Event, Step, Work } from './visit.ts';

/** More would be a queue behind the customer; staff print later by the number. */
export const maxPrintAttempts = 3;

/** The reason that stands in `acceptFailed` when nobody answered in time. */
export const acceptTimedOut = 'accept-timed-out';

/** What an accepted errand carries from printing to the end. */
type Accepted = {
  readonly work: Work;
  readonly acceptance: Acceptance;
  readonly cardLies: boolean;
  readonly attempt?: number;
  readonly copy?: boolean;
};

/** Puts an accepted errand on paper, for the first time or as the next attempt. */
export function print({ work, acceptance, cardLies, attempt = 1, copy = false }: Accepted): Step {
  return go(
    { at: 'printing', work, acceptance, cardLies, attempt, copy },
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
  const { work, cardLies } = state;
  return event.transactionId === work.transactionId
    ? print({ work, acceptance: event.acceptance, cardLies })
    : stay(state);
}

function failed({ work, cardLies }: At<'accepting'>, reason: string): Step {
  return go({ at: 'acceptFailed', work, reason, cardLies }, callPerson('accept-failed'));
}

/** No way back to the questions: the first try may be stored, and the same id must not come to mean something else. */
export function acceptFailed(state: At<'acceptFailed'>, event: Event): Step {
  const { work, cardLies } = state;
  switch (event.type) {
    case 'ACCEPTED':
      return accepted(state, event);
    case 'CHOSEN':
      if (event.choice === 'again')
        return go({ at: 'accepting', work, cardLies }, { do: 'accept', record: recordOf(work) });
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
  const { work, cardLies } = state;
  return park({ work, cardLies, unanswered: work }, reason, callPerson('accept-failed'));
}

export function printing(state: At<'printing'>, event: Event): Step {
  switch (event.type) {
    case 'PRINT_ENDED':
      return answersThisAttempt(state, event) ? printEnded(state, event.outcome) : stay(state);
    case 'TIMED_OUT':
      return printEnded(state, { outcome: 'unknown' });
    default:
      return stay(state);
  }
}

/** The answer to an attempt that was given up must not count for the next one. */
function answersThisAttempt(
  state: At<'printing'> | At<'slipTrouble'>,
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
  { work, acceptance, attempt, copy, cardLies }: At<'printing'> | At<'slipTrouble'>,
  outcome: At<'slipTrouble'>['outcome'],
  call: ReturnType<typeof callPerson>,
): Step {
  return go({ at: 'slipTrouble', work, acceptance, attempt, copy, cardLies, outcome }, call);
}

function doneWith(
  { work, acceptance, attempt, copy, cardLies }: At<'printing'> | At<'slipTrouble'>,
  slip: At<'done'>['slip'],
): At<'done'> {
  return { at: 'done', work, acceptance, attempt, copy, cardLies, slip };
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
      return withPerson(doneWith(state, 'unknown'));
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
  return state.cardLies;
}

export function done(state: At<'done'>, event: Event): Step {
  const { work, cardLies } = state;
  switch (event.type) {
    case 'CHOSEN':
      if (event.choice === 'finish') return leave(cardLies);
      if (event.choice === 'another' && canDoAnother(state))
        return go({ at: 'menu', card: work.card, cardLies });
      return event.choice === 'again' && canPrintAgain(state)
        ? print({ ...state, attempt: state.attempt + 1, copy: state.copy || state.slip === 'unknown' })
        : stay(state);
    case 'TIMED_OUT':
      return leave(cardLies);
    default:
      return stay(state);
  }
}

export function paused(state: At<'paused'>, event: Event): Step {
  const { cardLies, unanswered } = state;
  switch (event.type) {
    case 'ACCEPTED':
      return unanswered !== null && event.transactionId === unanswered.transactionId
        ? print({ work: unanswered, acceptance: event.acceptance, cardLies })
        : stay(state);
    case 'CHOSEN':
      return event.choice === 'known' ? leave(cardLies, unanswered) : stay(state);
    case 'TIMED_OUT':
      return leave(cardLies, unanswered);
    default:
      return stay(state);
  }
}
