import { unreachable } from '../lib/unreachable.ts';

/**
 * Touch to hear, lift to choose: for whoever cannot see well enough to aim (after EN 301 549 §5.5.2 and §5.6: a key can
 * be told before it is pressed). While it is on,
 *
 * 1. a finger laid on a key, or sliding onto it, has that key said; sliding on says the next one instead;
 * 2. a key whose words have been heard to their end under the resting finger is *offered* (a soft tick), and lifting the
 *    finger inside it chooses it;
 * 3. lifting before that, or outside every key, chooses nothing: a quick tap only says;
 * 4. trembling over the edge of a key and back neither says it anew nor takes the offer back, another key does both;
 * 5. one finger counts: the first one down. Other fingers and palms are nothing;
 * 6. a new screen under the finger ends its part: it must be lifted and laid down anew.
 */
export type Exploring =
  | { readonly at: 'away' }
  /** The finger is down and means nothing until it is lifted. */
  | { readonly at: 'spent'; readonly finger: number }
  | {
      readonly at: 'on-glass';
      readonly finger: number;
      /** Whether the finger is inside `key` now. */
      readonly isInside: boolean;
      /** The last key that it was on, by its name on the screen; null before the first. */
      readonly key: string | null;
      readonly isOffered: boolean;
    };

/** `key`: the name of the key under the finger, null between keys and on keys that do nothing. */
export type ExploringEvent =
  | { readonly type: 'LAID'; readonly finger: number; readonly key: string | null }
  | { readonly type: 'MOVED'; readonly finger: number; readonly key: string | null }
  | { readonly type: 'LIFTED'; readonly finger: number; readonly key: string | null }
  /** The browser or the glass has lost the finger. */
  | { readonly type: 'LOST'; readonly finger: number }
  /** The words of this key have come to their end. */
  | { readonly type: 'HEARD'; readonly key: string }
  | { readonly type: 'SCREEN_CHANGED' };

export type ExploringEffect =
  | { readonly do: 'say'; readonly key: string }
  | { readonly do: 'offer'; readonly key: string }
  | { readonly do: 'choose'; readonly key: string };

type Step = { readonly state: Exploring; readonly effects: readonly ExploringEffect[] };

export const away: Exploring = { at: 'away' };

export function stepExploring(state: Exploring, event: ExploringEvent): Step {
  switch (event.type) {
    case 'LAID':
      return state.at === 'away' ? lay(event.finger, event.key) : stay(state);
    case 'MOVED':
      return state.at === 'on-glass' && state.finger === event.finger ? move(state, event.key) : stay(state);
    case 'LIFTED':
      return lift(state, event.finger, event.key);
    case 'LOST':
      return state.at !== 'away' && state.finger === event.finger ? stay(away) : stay(state);
    case 'HEARD':
      return hear(state, event.key);
    case 'SCREEN_CHANGED':
      return stay(state.at === 'on-glass' ? { at: 'spent', finger: state.finger } : state);
    default:
      return unreachable(event);
  }
}

type OnGlass = Extract<Exploring, { readonly at: 'on-glass' }>;

function lay(finger: number, key: string | null): Step {
  return move({ at: 'on-glass', finger, isInside: false, key: null, isOffered: false }, key);
}

function move(state: OnGlass, key: string | null): Step {
  if (key === null || key === state.key) return stay({ ...state, isInside: key !== null });
  return { state: { ...state, isInside: true, key, isOffered: false }, effects: [{ do: 'say', key }] };
}

function lift(state: Exploring, finger: number, key: string | null): Step {
  if (state.at === 'away' || state.finger !== finger) return stay(state);
  const isChosen = state.at === 'on-glass' && state.isOffered && key === state.key && key !== null;
  return { state: away, effects: isChosen ? [{ do: 'choose', key }] : [] };
}

function hear(state: Exploring, key: string): Step {
  if (state.at !== 'on-glass' || state.key !== key || state.isOffered) return stay(state);
  // The tick would be misleading while the finger trembles beside the key; the offer stands all the same.
  return {
    state: { ...state, isOffered: true },
    effects: state.isInside ? [{ do: 'offer', key }] : [],
  };
}

function stay(state: Exploring): Step {
  return { state, effects: [] };
}
