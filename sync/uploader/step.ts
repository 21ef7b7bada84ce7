import { unreachable } from '../../core/lib/unreachable.ts';

/**
 * - `resting`: nothing to send, or everything sent and not all of it covered by a receipt yet
 * - `reading`: asking the outbox for the next rows
 * - `sending`: one request is under way, and never two
 * - `waiting`: a pause; `told` when the hub has set it, which nothing shortens
 */
export type State =
  | { readonly at: 'stopped' }
  /** `after`: everything up to here has had its verdict. */
  | { readonly at: 'resting'; readonly after: number }
  | { readonly at: 'reading'; readonly after: number; readonly failures: number; readonly nudged: boolean }
  | { readonly at: 'sending'; readonly after: number; readonly failures: number }
  | { readonly at: 'waiting'; readonly after: number; readonly failures: number; readonly told: boolean };

export type Event =
  | { readonly type: 'STARTED' }
  | { readonly type: 'STOPPED' }
  /** A new record waits. */
  | { readonly type: 'NUDGED' }
  /** The line to the hub has come back. */
  | { readonly type: 'ONLINE' }
  | { readonly type: 'TIMED_OUT' }
  /** `lastSequence` of the rows found, null for none; `uncovered` when rows stay that no receipt covers. */
  | { readonly type: 'ROWS_READ'; readonly lastSequence: number | null; readonly uncovered: boolean }
  /** Every record up to here has its verdict, and the receipt was good. */
  | { readonly type: 'ANSWERED'; readonly lastSequence: number }
  /** `isBusy`: the hub asked for patience (429, 503), which is no failure. */
  | { readonly type: 'FAILED'; readonly isBusy: boolean; readonly retryAfterMs: number | null };

export type Effect =
  | { readonly do: 'read'; readonly after: number }
  | { readonly do: 'send' }
  /** A pause drawn evenly between the two; replaces the one before. */
  | { readonly do: 'wait'; readonly fromMs: number; readonly toMs: number }
  | { readonly do: 'stopWaiting' };

export type Step = { readonly state: State; readonly effects: readonly Effect[] };

/** How often what was sent without being covered is sent again: the hub may have been mended or restored. */
export const sweepMs = 5 * 60_000;

const shortestBackOffMs = 1_000;
const longestBackOffMs = 5 * 60_000;
/** A hub that asks for more than this has made a mistake. */
const longestToldMs = 60 * 60_000;
/** Kiosks that were told the same second do not come in the same millisecond. */
const toldSpreadMs = 1_000;

/**
 * When the uploader sends, and when it does not. Pure.
 *
 * @param spreadMs kiosks that start or come back together spread their first contact over this long
 */
export function step(state: State, event: Event, spreadMs: number): Step {
  if (event.type === 'STOPPED') return to({ at: 'stopped' }, { do: 'stopWaiting' });
  switch (state.at) {
    case 'stopped':
      return event.type === 'STARTED' ? spread(spreadMs) : stay(state);
    case 'resting':
      return resting(state, event, spreadMs);
    case 'reading':
      return reading(state, event);
    case 'sending':
      return sending(state, event);
    case 'waiting':
      return waiting(state, event, spreadMs);
    default:
      return unreachable(state);
  }
}

type At<K extends State['at']> = Extract<State, { readonly at: K }>;

function resting(state: At<'resting'>, event: Event, spreadMs: number): Step {
  switch (event.type) {
    case 'NUDGED':
      return read(state.after, 0);
    case 'TIMED_OUT':
      return read(0, 0);
    case 'ONLINE':
      return spread(spreadMs);
    default:
      return stay(state);
  }
}

function reading(state: At<'reading'>, event: Event): Step {
  switch (event.type) {
    case 'NUDGED':
      return stay({ ...state, nudged: true });
    case 'ROWS_READ':
      if (event.lastSequence !== null)
        return to({ at: 'sending', after: state.after, failures: state.failures }, { do: 'send' });
      if (state.nudged) return read(state.after, state.failures);
      return event.uncovered
        ? to({ at: 'resting', after: state.after }, { do: 'wait', fromMs: sweepMs, toMs: 2 * sweepMs })
        : to({ at: 'resting', after: state.after }, { do: 'stopWaiting' });
    case 'FAILED':
      return pause(state, event);
    default:
      return stay(state);
  }
}

function sending(state: At<'sending'>, event: Event): Step {
  switch (event.type) {
    case 'ANSWERED':
      return read(event.lastSequence, 0);
    case 'FAILED':
      return pause(state, event);
    default:
      return stay(state);
  }
}

function waiting(state: At<'waiting'>, event: Event, spreadMs: number): Step {
  switch (event.type) {
    case 'TIMED_OUT':
      return read(state.after, state.failures);
    case 'ONLINE':
      return state.told ? stay(state) : spread(spreadMs);
    default:
      return stay(state);
  }
}

/** Full jitter (AWS Builders' Library): anywhere up to a bound that doubles. The hub's own word goes before it. */
function pause(state: At<'reading' | 'sending'>, event: Extract<Event, { type: 'FAILED' }>): Step {
  const failures = event.isBusy ? state.failures : state.failures + 1;
  const told = event.retryAfterMs !== null;
  const next: State = { at: 'waiting', after: state.after, failures, told };
  if (event.retryAfterMs !== null) {
    const fromMs = Math.min(event.retryAfterMs, longestToldMs);
    return to(next, { do: 'wait', fromMs, toMs: fromMs + toldSpreadMs });
  }
  const boundMs = Math.min(longestBackOffMs, shortestBackOffMs * 2 ** Math.max(failures, 1));
  return to(next, { do: 'wait', fromMs: 0, toMs: boundMs });
}

function spread(spreadMs: number): Step {
  return to({ at: 'waiting', after: 0, failures: 0, told: false }, { do: 'wait', fromMs: 0, toMs: spreadMs });
}

function read(after: number, failures: number): Step {
  return to({ at: 'reading', after, failures, nudged: false }, { do: 'read', after });
}

function stay(state: State): Step {
  return { state, effects: [] };
}

function to(state: State, ...effects: Effect[]): Step {
  return { state, effects };
}
