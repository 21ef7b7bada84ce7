import { describe, type Env } from '../../core/journeys/describe.ts';
import { step } from '../../core/journeys/step.ts';
import type { Effect, Event, State } from '../../core/journeys/visit.ts';
import { samplePlaces, sampleToday } from '../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../tools/journey-map/walk.ts';

export type Player = {
  readonly state: () => State;
  /** Effects of the last event. */
  readonly effects: () => readonly Effect[];
  readonly send: (event: Event) => Player;
  /** Presses keys one after the other; a key that is not on the screen is a mistake of the test. */
  readonly press: (...keys: readonly string[]) => Player;
  readonly type: (digits: string) => Player;
};

export const newId = '00000000-0000-4000-8000-00000000abcd';

/** Plays a visit by hand, without runner, clock or devices. */
export function playVisit(start: State = { at: 'idle' }, env: Env = walkEnv): Player {
  let state = start;
  let effects: readonly Effect[] = [];
  const player: Player = {
    state: () => state,
    effects: () => effects,
    send(event) {
      ({ state, effects } = step(state, event, samplePlaces));
      return player;
    },
    press(...keys) {
      for (const choice of keys) {
        const { body } = describe(state, env);
        const shown = 'choices' in body ? body.choices : 'skip' in body ? [body.skip] : [];
        const offered = shown.map(({ id }) => id);
        if (!offered.includes(choice)) throw new Error(`no key ${choice} among ${offered.join(' ')}`);
        player.send({ type: 'CHOSEN', choice, by: 'customer', today: sampleToday, newId });
      }
      return player;
    },
    type(digits) {
      for (const digit of digits) player.send({ type: 'DIGIT_PRESSED', digit, by: 'customer' });
      return player.send({ type: 'DIGITS_ENTERED', by: 'customer', today: sampleToday });
    },
  };
  return player;
}
