import { unreachable } from '../lib/unreachable.ts';
import type { Level, Source } from './choose.ts';

/** One sentence on its way to sound: the sources that are left, the first being tried. None left: it is skipped. */
type Utterance = { readonly sources: readonly Source[]; readonly load: 'unasked' | 'loading' | 'ready' };

type Speaking = {
  readonly at: 'speaking';
  /** Generation: one more for every `SAID` and `HUSHED`, so that a late answer cannot raise a second voice. */
  readonly token: number;
  readonly utterances: readonly Utterance[];
  /** Index of the sentence whose turn it is. */
  readonly line: number;
  /** `refused`: the browser wants a touch before it makes any sound. */
  readonly phase: 'loading' | 'starting' | 'sounding' | 'refused';
  /** One chime a screen is enough. */
  readonly hasChimed: boolean;
};

export type UtteranceState = { readonly at: 'silent'; readonly token: number } | Speaking;

/** Which sound a fact is about. */
export type SoundRef = { readonly token: number; readonly line: number; readonly level: Level };

export type UtteranceEvent =
  | { readonly type: 'SAID'; readonly lines: readonly (readonly Source[])[] }
  | { readonly type: 'HUSHED' }
  | { readonly type: 'TOUCHED' }
  | { readonly type: 'LOADED'; readonly sound: SoundRef }
  | { readonly type: 'STARTED'; readonly sound: SoundRef }
  | { readonly type: 'REFUSED'; readonly sound: SoundRef }
  | { readonly type: 'ENDED'; readonly sound: SoundRef }
  /** Could not be loaded, or broke off. */
  | { readonly type: 'FAILED'; readonly sound: SoundRef };

type SoundEvent = Extract<UtteranceEvent, { readonly sound: SoundRef }>;

export type UtteranceEffect =
  /** Silence at once; forget every sound. */
  | { readonly do: 'stop' }
  | { readonly do: 'load'; readonly sound: SoundRef; readonly source: Source }
  | { readonly do: 'play'; readonly sound: SoundRef };

/** `over`: it came to its end, or nothing could sound it. `stopped`: somebody wanted silence or another sentence first. */
export type Fate = 'over' | 'stopped';

type Step = { readonly state: UtteranceState; readonly effects: readonly UtteranceEffect[] };

export const silent: UtteranceState = { at: 'silent', token: 0 };

/** The queue of sentences, pure: who speaks next, from which source, and who must be still. */
export function stepUtterance(state: UtteranceState, event: UtteranceEvent): Step {
  switch (event.type) {
    case 'SAID':
      return say(state.token + 1, event.lines);
    case 'HUSHED':
      // The touch that hushes is also the one that lifts the ban on sound: there is nothing to hush yet.
      if (state.at === 'speaking' && state.phase === 'refused') return stay(state);
      return { state: { at: 'silent', token: state.token + 1 }, effects: [{ do: 'stop' }] };
    case 'TOUCHED':
      return state.at === 'speaking' && state.phase === 'refused' ? play(state) : stay(state);
    default:
      return state.at === 'speaking' && isUnderWay(state, event) ? hear(state, event) : stay(state);
  }
}

/**
 * The lines that a step has brought to their end, by index, in order: every line of every `SAID` has one fate, once.
 */
export function linesEnded(before: UtteranceState, after: UtteranceState): readonly [line: number, Fate][] {
  if (before.at === 'silent') return [];
  const isStopped = before.token !== after.token;
  const next = after.at === 'speaking' && !isStopped ? after.line : before.utterances.length;
  const lines = Array.from({ length: next - before.line }, (_, at) => before.line + at);
  return lines.map((line) => [line, isStopped ? 'stopped' : 'over']);
}

function say(token: number, lines: readonly (readonly Source[])[]): Step {
  const utterances = lines.map((sources): Utterance => ({ sources, load: 'unasked' }));
  const first = turnTo({ at: 'speaking', token, utterances, line: 0, phase: 'loading', hasChimed: false }, 0);
  return { state: first.state, effects: [{ do: 'stop' }, ...first.effects] };
}

/** A source that was given up, or a line that is over, has nothing more to say; a line to come may only be fetched. */
function isUnderWay(state: Speaking, { type, sound }: SoundEvent): boolean {
  const source = state.utterances[sound.line]?.sources[0];
  const isFetching = type === 'LOADED' || type === 'FAILED';
  const isItsTurn = isFetching ? sound.line >= state.line : sound.line === state.line;
  return isItsTurn && sound.token === state.token && source?.level === sound.level;
}

function hear(state: Speaking, event: SoundEvent): Step {
  const { line } = event.sound;
  switch (event.type) {
    case 'LOADED': {
      const loaded = withUtterance(state, line, { load: 'ready' });
      return line === state.line && state.phase === 'loading' ? play(loaded) : stay(loaded);
    }
    case 'STARTED':
      return load(
        { ...state, phase: 'sounding', hasChimed: state.hasChimed || event.sound.level === 'chime' },
        line + 1,
      );
    case 'REFUSED':
      return stay({ ...state, phase: 'refused' });
    case 'ENDED':
      return turnTo(state, line + 1);
    case 'FAILED':
      return tryNextSource(state, line);
    default:
      return unreachable(event);
  }
}

function play(state: Speaking): Step {
  const sound = soundOf(state, state.line);
  if (sound === null) return turnTo(state, state.line + 1);
  return { state: { ...state, phase: 'starting' }, effects: [{ do: 'play', sound }] };
}

/** The sentence begins anew from its next source: never two voices in one sentence. */
function tryNextSource(state: Speaking, line: number): Step {
  const sources = state.utterances[line]?.sources.slice(1) ?? [];
  const left = withUtterance(state, line, { sources, load: 'unasked' });
  return line === state.line ? turnTo(left, line) : load(left, line);
}

function turnTo(state: Speaking, line: number): Step {
  const utterance = state.utterances[line];
  if (utterance === undefined) return { state: { at: 'silent', token: state.token }, effects: [] };
  const level = utterance.sources[0]?.level;
  if (level === undefined || (level === 'chime' && state.hasChimed)) return turnTo(state, line + 1);
  const turned: Speaking = { ...state, line, phase: 'loading' };
  return utterance.load === 'ready' ? play(turned) : load(turned, line);
}

/** Asks for a line's sound once; the next line's while the present one sounds. */
function load(state: Speaking, line: number): Step {
  const source = state.utterances[line]?.sources[0];
  const sound = soundOf(state, line);
  if (source === undefined || sound === null || state.utterances[line]?.load !== 'unasked')
    return stay(state);
  return {
    state: withUtterance(state, line, { load: 'loading' }),
    effects: [{ do: 'load', sound, source }],
  };
}

function soundOf(state: Speaking, line: number): SoundRef | null {
  const source = state.utterances[line]?.sources[0];
  return source === undefined ? null : { token: state.token, line, level: source.level };
}

function withUtterance(state: Speaking, line: number, change: Partial<Utterance>): Speaking {
  const utterances = state.utterances.map((one, at) => (at === line ? { ...one, ...change } : one));
  return { ...state, utterances };
}

function stay(state: UtteranceState): Step {
  return { state, effects: [] };
}
