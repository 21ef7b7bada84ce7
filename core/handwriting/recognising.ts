import { unreachable } from '../lib/unreachable.ts';
import type { Seen } from './candidates.ts';
import type { FromWorker, HandwritingTrouble, ToWorker } from './messages.ts';
import type { Writing } from './strokes.ts';

/** What is seen in a writing; null: this machine cannot recognise any at present. */
export type Sight = Seen | null;

export type RecognisingState = {
  /** How often a worker was started; the last one is meant wherever the worker is spoken of. */
  readonly starts: number;
  readonly isAlive: boolean;
  readonly troubles: readonly HandwritingTrouble[];
  /** The newest writing; null once nobody wants to know. */
  readonly wanted: ToWorker | null;
  /** The writing that the worker is at, by id; null when it is free. */
  readonly underWay: number | null;
  /** What the matcher sees in the one under way, or saw in the last. */
  readonly matched: readonly string[];
  readonly lastId: number;
};

export type RecognisingEvent =
  | { readonly type: 'OPENED' }
  | { readonly type: 'ASKED'; readonly writing: Writing }
  /** The customer has chosen, or begun anew. */
  | { readonly type: 'FORGOTTEN' }
  | { readonly type: 'HEARD'; readonly message: FromWorker }
  | { readonly type: 'WORKER_DIED' }
  /** Nothing has come of the writing under way for too long. */
  | { readonly type: 'WORKER_SILENT' };

export type RecognisingEffect =
  | { readonly do: 'start' }
  /** Whatever it still says is said by nobody. */
  | { readonly do: 'end' }
  | { readonly do: 'send'; readonly message: ToWorker }
  /** To whoever asked last. */
  | { readonly do: 'tell'; readonly sight: Sight }
  /** To staff, once each. */
  | { readonly do: 'report'; readonly trouble: HandwritingTrouble };

export type RecognisingStep = {
  readonly state: RecognisingState;
  readonly effects: readonly RecognisingEffect[];
};

export const unopened: RecognisingState = {
  starts: 0,
  isAlive: false,
  troubles: [],
  wanted: null,
  underWay: null,
  matched: [],
  lastId: 0,
};

const mostStarts = 2;

/** Nothing of it works any more, and only another one could. */
export function isOver({ isAlive, troubles }: RecognisingState): boolean {
  const hasLost = (part: string) => troubles.some((trouble) => trouble.startsWith(part));
  return !isAlive || (hasLost('templates-') && hasLost('reader-'));
}

/** One writing at a time, the newest first; a worker that dies or falls silent is started anew once. */
export function stepRecognising(state: RecognisingState, event: RecognisingEvent): RecognisingStep {
  switch (event.type) {
    case 'OPENED':
      return start(state);
    case 'ASKED': {
      const lastId = state.lastId + 1;
      const asked = { ...state, lastId, wanted: { id: lastId, writing: event.writing } };
      return isOver(asked) ? unable(asked) : ask(asked);
    }
    case 'FORGOTTEN':
      return { state: { ...state, wanted: null }, effects: [] };
    case 'HEARD':
      return hear(state, event.message);
    case 'WORKER_DIED':
      return lose(state, 'worker-died');
    case 'WORKER_SILENT':
      return lose(state, 'worker-silent');
    default:
      return unreachable(event);
  }
}

function start(state: RecognisingState): RecognisingStep {
  return { state: { ...state, starts: state.starts + 1, isAlive: true }, effects: [{ do: 'start' }] };
}

function hear(state: RecognisingState, message: FromWorker): RecognisingStep {
  switch (message.told) {
    case 'trouble':
      return report(state, message.trouble);
    case 'ready':
      return ask(state);
    case 'matched':
      return tell({ ...state, matched: message.characters }, message.id, null);
    case 'read': {
      const free = { ...state, underWay: null };
      const told = message.characters === null ? same(free) : tell(free, message.id, message.characters);
      return state.wanted?.id === message.id ? told : then(told, ask);
    }
    default:
      return unreachable(message);
  }
}

function ask(state: RecognisingState): RecognisingStep {
  const { wanted, underWay, isAlive } = state;
  if (wanted === null || underWay !== null || !isAlive) return same(state);
  return {
    state: { ...state, underWay: wanted.id, matched: [] },
    effects: [{ do: 'send', message: wanted }],
  };
}

/** An empty answer of both is none: they are still being loaded. */
function tell(state: RecognisingState, id: number, read: readonly string[] | null): RecognisingStep {
  const { wanted, matched } = state;
  if (wanted?.id !== id || (read === null && matched.length === 0)) return same(state);
  return { state, effects: [{ do: 'tell', sight: { read, matched } }] };
}

function unable(state: RecognisingState): RecognisingStep {
  return { state, effects: state.wanted === null ? [] : [{ do: 'tell', sight: null }] };
}

function report(state: RecognisingState, trouble: HandwritingTrouble): RecognisingStep {
  if (state.troubles.includes(trouble)) return isOver(state) ? unable(state) : same(state);
  const troubled = { ...state, troubles: [...state.troubles, trouble] };
  const reported: RecognisingStep = { state: troubled, effects: [{ do: 'report', trouble }] };
  return isOver(troubled) ? then(reported, unable) : reported;
}

function lose(state: RecognisingState, trouble: HandwritingTrouble): RecognisingStep {
  const lost: RecognisingStep = {
    state: { ...state, isAlive: false, underWay: null },
    effects: [{ do: 'end' }],
  };
  if (state.starts >= mostStarts) return then(lost, (now) => report(now, trouble));
  return then(
    then(then(lost, start), (now) => report(now, trouble)),
    ask,
  );
}

function same(state: RecognisingState): RecognisingStep {
  return { state, effects: [] };
}

function then(before: RecognisingStep, next: (state: RecognisingState) => RecognisingStep): RecognisingStep {
  const { state, effects } = next(before.state);
  return { state, effects: [...before.effects, ...effects] };
}
