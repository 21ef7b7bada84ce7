import { signal, type ReadonlySignal } from '@preact/signals';
import type { Screen } from '../../core/journeys/screen.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import {
  away,
  stepExploring,
  type Exploring,
  type ExploringEffect,
  type ExploringEvent,
} from '../../core/voice/touch-to-hear.ts';
import type { Act } from '../customer/act.ts';
import { tongueOf, walkedKeys, type WalkedKey } from '../customer/walked-keys.ts';
import type { OnEnded } from '../voice/turn.ts';
import type { Voice } from '../voice/voice.ts';
import { isPadKeyAct, type PadVoice } from './pad-voice.ts';
import type { Speech } from './speech.ts';

export type TouchToHear = {
  readonly isOn: ReadonlySignal<boolean>;
  /** The key that the finger has come to, to be marked on the glass as the keypad's is. */
  readonly underFinger: ReadonlySignal<string | null>;
  /** What a finger did; keys by their names on the screen. */
  readonly feel: (event: Exclude<ExploringEvent, { readonly type: 'HEARD' | 'SCREEN_CHANGED' }>) => void;
};

export type TouchToHearParts = {
  readonly isOn: ReadonlySignal<boolean>;
  readonly clock: Pick<Clock, 'after'>;
  readonly screen: ReadonlySignal<Screen>;
  readonly voice: Pick<Voice, 'hush' | 'tick'>;
  readonly say: Speech['say'];
  readonly pad: Pick<PadVoice, 'isSpoken' | 'name'>;
  readonly act: (act: Act) => void;
};

/** How long a finger rests on a key that has no words, or may not say them, before it can be chosen. */
export const restMs = 800;

export function createTouchToHear(parts: TouchToHearParts): TouchToHear {
  const { isOn, clock, screen, voice, act } = parts;
  const underFinger = signal<string | null>(null);
  let state: Exploring = away;
  let stopResting = () => {};
  let screenId = screen.peek().id;

  function send(event: ExploringEvent): void {
    const next = stepExploring(state, event);
    state = next.state;
    underFinger.value = state.at === 'on-glass' ? state.key : null;
    next.effects.forEach(perform);
  }

  function perform(effect: ExploringEffect): void {
    const key = walkedKeys(screen.peek()).find(({ name }) => name === effect.key);
    switch (effect.do) {
      case 'say':
        stopResting();
        return key === undefined ? undefined : tell(key);
      case 'offer':
        return voice.tick();
      case 'choose':
        return key === undefined ? undefined : act(key.act);
      default:
        return unreachable(effect);
    }
  }

  function tell(key: WalkedKey): void {
    const onEnded: OnEnded = (_, fate) => {
      if (fate === 'over') send({ type: 'HEARD', key: key.name });
    };
    if (key.line !== null) return parts.say([key.line], tongueOf(key), onEnded);
    if (isPadKeyAct(key.act)) {
      parts.pad.name(key.act, onEnded);
      if (parts.pad.isSpoken()) return;
    }
    stopResting = clock.after(restMs, () => send({ type: 'HEARD', key: key.name }));
  }

  screen.subscribe(({ id }) => {
    if (id !== screenId) send({ type: 'SCREEN_CHANGED' });
    screenId = id;
  });

  return {
    isOn,
    underFinger,
    feel(event) {
      // A palm or a second finger must not cut off what the first one hears.
      if (event.type === 'LAID' && state.at === 'away') voice.hush();
      send(event);
    },
  };
}
