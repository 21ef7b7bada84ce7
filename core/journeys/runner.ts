import type { Clock } from '../lib/clock.ts';
import type { Places } from '../places/places.ts';
import { step } from './step.ts';
import { timeouts } from './timeouts.ts';
import type { Effect, Event, State } from './visit.ts';

export type Send = (event: Event) => void;

/**
 * Runs visits, one after the other, for ever. Shows and speaks the idle screen at once.
 *
 * `stir` is a sign of life that answers nothing: a time-out that waits for the customer begins anew.
 *
 * @param perform carries out an effect; it may answer at once or later, through `send`
 * @param show draws a state; it is called before the effects of the step that led there
 * @param places the list of places, null while it is being loaded
 */
export function runVisit(
  clock: Clock,
  perform: (effect: Effect, send: Send) => void,
  show: (state: State) => void,
  places: () => Places | null,
): { readonly send: Send; readonly stir: () => void } {
  let state: State = { at: 'idle' };
  let stopTimer = () => {};
  let isBusy = false;
  const inbox: Event[] = [];

  /** An effect may answer at once; its answer waits until the present step is complete. */
  function send(event: Event): void {
    inbox.push(event);
    if (!isBusy) drain();
  }

  function drain(): void {
    isBusy = true;
    try {
      for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) take(next);
    } finally {
      isBusy = false;
    }
  }

  function take(event: Event): void {
    const { state: next, effects } = step(state, event, places());
    // By identity: what changed nothing does not restart the timer.
    if (next !== state) enter(next);
    for (const effect of effects) perform(effect, send);
  }

  function enter(next: State): void {
    state = next;
    startTimer();
    show(state);
  }

  function startTimer(): void {
    stopTimer();
    const timeout = timeouts[state.at];
    stopTimer = timeout === null ? () => {} : clock.after(timeout.afterMs, () => send({ type: 'TIMED_OUT' }));
  }

  function stir(): void {
    if (timeouts[state.at]?.waitsForCustomer === true) startTimer();
  }

  isBusy = true;
  enter(state);
  perform({ do: 'speak' }, send);
  drain();
  return { send, stir };
}
