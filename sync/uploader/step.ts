import { unreachable } from '../../core/lib/unreachable.ts';

/**
 * - `resting`: nothing may go just now; what is held back or was refused wakes it in its time, and so does the next
 *   contact, which needs no record
 * - `reading`: asking the outbox for the next rows
 * - `sending`: one request is under way, and never two
 * - `waiting`: a pause; `told` when the hub has set it, which nothing shortens
 */
export type State =
  | { readonly at: 'stopped' }
  | { readonly at: 'resting' }
  | { readonly at: 'reading'; readonly failures: number; readonly nudged: boolean }
  | { readonly at: 'sending'; readonly failures: number }
  | { readonly at: 'waiting'; readonly failures: number; readonly told: boolean };

export type Event =
  | { readonly type: 'STARTED' }
  | { readonly type: 'STOPPED' }
  /** A new record waits. */
  | { readonly type: 'NUDGED' }
  /** The line to the hub has come back. */
  | { readonly type: 'ONLINE' }
  | { readonly type: 'TIMED_OUT' }
  /** `found`: something goes, be it only a sign of life. `dueInMs`: when to look again otherwise. */
  | { readonly type: 'ROWS_READ'; readonly found: boolean; readonly dueInMs: number }
  /** What was sent has its verdicts. */
  | { readonly type: 'ANSWERED' }
  /** `isBusy`: the hub asked for patience (429, 503), which is no failure. */
  | { readonly type: 'FAILED'; readonly isBusy: boolean; readonly retryAfterMs: number | null };

export type Effect =
  | { readonly do: 'read' }
  | { readonly do: 'send' }
  /** A pause drawn evenly between the two; replaces the one before. */
  | { readonly do: 'wait'; readonly fromMs: number; readonly toMs: number }
  | { readonly do: 'stopWaiting' };

export type Step = { readonly state: State; readonly effects: readonly Effect[] };

const shortestBackOffMs = 1_000;
const longestBackOffMs = 5 * 60_000;
/** A hub that asks for more than this has made a mistake. */
const longestToldMs = 60 * 60_000;
/** Kiosks that were told the same second do not come in the same millisecond. */
const toldSpreadMs = 1_000;

/**
 * When the uploader sends, and when it does not. Pure.
 *
 * @param firstContactMs this kiosk's own place in the time over which kiosks that come back together spread
 */
export function step(state: State, event: Event, firstContactMs: number): Step {
  if (event.type === 'STOPPED') return to({ at: 'stopped' }, { do: 'stopWaiting' });
  switch (state.at) {
    case 'stopped':
      return event.type === 'STARTED' ? spread(firstContactMs) : stay(state);
    case 'resting':
      return resting(state, event, firstContactMs);
    case 'reading':
      return reading(state, event);
    case 'sending':
      return sending(state, event);
    case 'waiting':
      return waiting(state, event, firstContactMs);
    default:
      return unreachable(state);
  }
}

type At<K extends State['at']> = Extract<State, { readonly at: K }>;

function resting(state: At<'resting'>, event: Event, firstContactMs: number): Step {
  switch (event.type) {
    case 'NUDGED':
    case 'TIMED_OUT':
      return read(0);
    case 'ONLINE':
      return spread(firstContactMs);
    default:
      return stay(state);
  }
}

function reading(state: At<'reading'>, event: Event): Step {
  switch (event.type) {
    case 'NUDGED':
      return stay({ ...state, nudged: true });
    case 'ROWS_READ':
      if (event.found) return to({ at: 'sending', failures: state.failures }, { do: 'send' });
      if (state.nudged) return read(state.failures);
      return to({ at: 'resting' }, { do: 'wait', fromMs: event.dueInMs, toMs: event.dueInMs });
    case 'FAILED':
      return pause(state, event);
    default:
      return stay(state);
  }
}

function sending(state: At<'sending'>, event: Event): Step {
  switch (event.type) {
    case 'ANSWERED':
      return read(0);
    case 'FAILED':
      return pause(state, event);
    default:
      return stay(state);
  }
}

function waiting(state: At<'waiting'>, event: Event, firstContactMs: number): Step {
  switch (event.type) {
    case 'TIMED_OUT':
      return read(state.failures);
    case 'ONLINE':
      return state.told ? stay(state) : spread(firstContactMs);
    default:
      return stay(state);
  }
}

/** Full jitter (AWS Builders' Library): anywhere up to a bound that doubles. The hub's own word goes before it. */
function pause(state: At<'reading' | 'sending'>, event: Extract<Event, { type: 'FAILED' }>): Step {
  const failures = event.isBusy ? state.failures : state.failures + 1;
  const told = event.retryAfterMs !== null;
  const next: State = { at: 'waiting', failures, told };
  if (event.retryAfterMs !== null) {
    const fromMs = Math.min(event.retryAfterMs, longestToldMs);
    return to(next, { do: 'wait', fromMs, toMs: fromMs + toldSpreadMs });
  }
  const boundMs = Math.min(longestBackOffMs, shortestBackOffMs * 2 ** Math.max(failures, 1));
  return to(next, { do: 'wait', fromMs: 0, toMs: boundMs });
}

function spread(firstContactMs: number): Step {
  const effect: Effect = { do: 'wait', fromMs: firstContactMs, toMs: firstContactMs };
  return to({ at: 'waiting', failures: 0, told: false }, effect);
}

function read(failures: number): Step {
  return to({ at: 'reading', failures, nudged: false }, { do: 'read' });
}

function stay(state: State): Step {
  return { state, effects: [] };
}

function to(state: State, ...effects: Effect[]): Step {
  return { state, effects };
}
