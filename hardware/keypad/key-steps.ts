import type { KioskKey } from '../../core/devices/keys.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { KeySignal } from './codec.ts';

/** Contacts chatter for some milliseconds; no finger comes back so soon. */
const bounceMs = 40;
/** A release may get lost. Keypads repeat a held key after half a second at most; what comes later is another press. */
const repeatGapMs = 700;
/** Where releases are not told: bytes of one key closer than this are one press that is held. */
const heldGapMs = 250;
/** Nobody presses so long: something lies on the key, or it has caught. */
const stuckMs = 10_000;

/** A key that was pressed. All times are monotonic. */
type Hold = {
  readonly isDown: boolean;
  /** When it went down. */
  readonly sinceMs: number;
  /** When it was heard of last. */
  readonly heardMs: number;
};

export type KeysState = {
  readonly holds: ReadonlyMap<KioskKey, Hold>;
  /** Keys that are down for too long. */
  readonly stuck: readonly KioskKey[];
};

export type KeysEvent =
  | { readonly type: 'SIGNAL'; readonly signal: KeySignal; readonly nowMs: number }
  /** The time that `dueMs` asked for has come. */
  | { readonly type: 'DUE'; readonly nowMs: number };

export type KeysStep = {
  readonly state: KeysState;
  /** Null unless this is a new press. */
  readonly pressed: KioskKey | null;
};

export const noKeys: KeysState = { holds: new Map(), stuck: [] };

/** @param tellsReleases whether this keypad says that a key came up */
export function keysStep(state: KeysState, event: KeysEvent, tellsReleases: boolean): KeysStep {
  switch (event.type) {
    case 'SIGNAL': {
      const { signal, nowMs } = event;
      const before = state.holds.get(signal.key);
      const { hold, isPress } = heard(before, signal, nowMs, tellsReleases);
      if (hold === null) return { state, pressed: null };
      const holds = new Map(state.holds).set(signal.key, hold);
      return { state: withStuck(holds, nowMs), pressed: isPress ? signal.key : null };
    }
    case 'DUE': {
      const holds = tellsReleases ? state.holds : withoutSilent(state.holds, event.nowMs);
      return { state: withStuck(holds, event.nowMs), pressed: null };
    }
    default:
      return unreachable(event);
  }
}

/** When time alone changes the state; null when it does not. */
export function dueMs({ holds, stuck }: KeysState, tellsReleases: boolean): number | null {
  const down = [...holds].filter(([, hold]) => hold.isDown);
  const dues = tellsReleases
    ? down.filter(([key]) => !stuck.includes(key)).map(([, hold]) => stuckFromMs(hold))
    : down.map(([, hold]) => silentFromMs(hold));
  return dues.length === 0 ? null : Math.min(...dues);
}

function heard(
  before: Hold | undefined,
  { is }: KeySignal,
  nowMs: number,
  tellsReleases: boolean,
): { readonly hold: Hold | null; readonly isPress: boolean } {
  if (is === 'up') {
    const hold = before?.isDown ? { ...before, isDown: false, heardMs: nowMs } : null;
    return { hold, isPress: false };
  }
  const isSamePress =
    before !== undefined &&
    (tellsReleases
      ? nowMs - before.heardMs < (before.isDown ? repeatGapMs : bounceMs)
      : nowMs < silentFromMs(before));
  const sinceMs = isSamePress ? before.sinceMs : nowMs;
  return { hold: { isDown: true, sinceMs, heardMs: nowMs }, isPress: !isSamePress };
}

function withoutSilent(holds: ReadonlyMap<KioskKey, Hold>, nowMs: number): ReadonlyMap<KioskKey, Hold> {
  return new Map([...holds].filter(([, hold]) => nowMs < silentFromMs(hold)));
}

function withStuck(holds: ReadonlyMap<KioskKey, Hold>, nowMs: number): KeysState {
  const isStuck = (hold: Hold) => hold.isDown && nowMs >= stuckFromMs(hold);
  return { holds, stuck: [...holds].filter(([, hold]) => isStuck(hold)).map(([key]) => key) };
}

// Compared with the very moment that was waited for: a difference of fractions may come out a hair too small for ever.
function stuckFromMs({ sinceMs }: Hold): number {
  return sinceMs + stuckMs;
}

function silentFromMs({ heardMs }: Hold): number {
  return heardMs + heldGapMs;
}
