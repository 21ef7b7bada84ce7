import type { Work, Effect, OnReader, PathState, State, Step } from './visit.ts';
import { parkedRecordOf } from './record-of.ts';

/** The event means nothing here. The same object comes back, so the timer goes on. */
export function stay(state: State): Step {
  return { state, effects: [] };
}

/** The only way into a screen, so every arrival is spoken. */
export function go(state: State, ...effects: readonly Effect[]): Step {
  return { state, effects: [...effects, { do: 'speak' }] };
}

/** The same screen with something changed on it (a digit more): shown at once, not read out again. */
export function change(state: State): Step {
  return { state, effects: [] };
}

type CallReason = Extract<Effect, { do: 'callPerson' }>['reason'];

export function callPerson(reason: CallReason): Effect {
  return { do: 'callPerson', reason, silent: false };
}

/** Staff know, the loudspeaker does not: whoever put pressure on the customer must not hear it. */
export function callSilently(reason: CallReason): Effect {
  return { do: 'callPerson', reason, silent: true };
}

/** The customer asked for a person and may go on from `back` meanwhile. */
export function withPerson(back: PathState): Step {
  return go({ at: 'personCalled', back }, callPerson('customer-asked'));
}

/** Home: nothing personal is left behind. */
export function home(...effects: readonly Effect[]): Step {
  return go({ at: 'idle' }, ...effects, { do: 'endVisit' });
}

/** The end of a visit: the card first, if it is still there. */
export function leave(reader: OnReader, unanswered: Work | null = null): Step {
  return reader !== 'empty' ? go({ at: 'takingCard', reminders: 0, unanswered }) : home();
}

type PauseReason = Extract<PathState, { at: 'paused' }>['reason'];

/** Stops an errand without losing it: what was answered goes to staff, and the customer is told so. */
export function park(
  {
    work,
    reader,
    unanswered = null,
  }: { readonly work: Work; readonly reader: OnReader; readonly unanswered?: Work | null },
  reason: PauseReason,
  ...effects: readonly Effect[]
): Step {
  if (Object.keys(work.answers).length === 0) return leave(reader);
  return go(
    { at: 'paused', reason, reader, unanswered },
    { do: 'park', record: parkedRecordOf(work) },
    ...effects,
  );
}
