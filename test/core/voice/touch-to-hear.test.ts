import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  away,
  stepExploring,
  type Exploring,
  type ExploringEvent,
} from '../../../core/voice/touch-to-hear.ts';

/** Plays events through and keeps what was asked for, e.g. `say yes`. */
function explore(...events: readonly ExploringEvent[]): readonly string[] {
  let state: Exploring = away;
  return events.flatMap((event) => {
    const next = stepExploring(state, event);
    state = next.state;
    return next.effects.map((effect) => `${effect.do} ${effect.key}`);
  });
}
const laid = (key: string | null, finger = 1): ExploringEvent => ({ type: 'LAID', finger, key });
const moved = (key: string | null, finger = 1): ExploringEvent => ({ type: 'MOVED', finger, key });
const lifted = (key: string | null, finger = 1): ExploringEvent => ({ type: 'LIFTED', finger, key });
const heard = (key: string): ExploringEvent => ({ type: 'HEARD', key });

test('a finger that rests on a key hears it, is offered it, and chooses it by lifting', () => {
  expect(explore(laid('yes'), heard('yes'), lifted('yes'))).toEqual(['say yes', 'offer yes', 'choose yes']);
});

test('a quick tap only says, however often', () => {
  const tap = [laid('yes'), lifted('yes')];
  expect(explore(...tap, heard('yes'), ...tap, ...tap)).toEqual(['say yes', 'say yes', 'say yes']);
});

test('sliding over keys says each, and only the one heard last can be chosen', () => {
  expect(explore(laid('yes'), heard('yes'), moved('no'), lifted('no'))).toEqual([
    'say yes',
    'offer yes',
    'say no',
  ]);
  expect(explore(laid('yes'), moved('no'), heard('yes'), heard('no'), lifted('no'))).toEqual([
    'say yes',
    'say no',
    'offer no',
    'choose no',
  ]);
});

test('lifting beside the key changes one’s mind', () => {
  expect(explore(laid('yes'), heard('yes'), moved(null), lifted(null))).not.toContain('choose yes');
  expect(explore(laid('yes'), heard('yes'), lifted('no'))).not.toContain('choose no');
});

test('a finger that trembles over the edge and back neither hears the key anew nor loses it', () => {
  const trembling = [
    laid('yes'),
    moved(null),
    moved('yes'),
    heard('yes'),
    moved(null),
    moved('yes'),
    lifted('yes'),
  ];
  expect(explore(...trembling)).toEqual(['say yes', 'offer yes', 'choose yes']);
});

test('a second finger or a resting palm means nothing', () => {
  const events = [laid('yes'), laid('no', 2), moved('no', 2), heard('yes'), lifted('no', 2), lifted('yes')];
  expect(explore(...events)).toEqual(['say yes', 'offer yes', 'choose yes']);
});

test('a finger that rests while a new screen comes up chooses nothing on it', () => {
  const events: readonly ExploringEvent[] = [
    laid('yes'),
    heard('yes'),
    { type: 'SCREEN_CHANGED' },
    moved('yes'),
    heard('yes'),
    lifted('yes'),
  ];
  expect(explore(...events)).toEqual(['say yes', 'offer yes']);
  expect(explore(...events, laid('yes')).at(-1)).toBe('say yes');
});

test('a finger that the glass has lost chooses nothing, and the next one begins anew', () => {
  expect(explore(laid('yes'), heard('yes'), { type: 'LOST', finger: 1 }, lifted('yes'), laid('no'))).toEqual([
    'say yes',
    'offer yes',
    'say no',
  ]);
});

test('whatever the fingers do, nothing is chosen that was not said, heard to its end and then left by lifting', () => {
  const key = fc.constantFrom('a', 'b', null);
  const finger = fc.constantFrom(1, 2);
  const touch = fc.record({ type: fc.constantFrom('LAID', 'MOVED', 'LIFTED'), finger, key });
  const event = fc.oneof(
    { weight: 5, arbitrary: touch as fc.Arbitrary<ExploringEvent> },
    { weight: 3, arbitrary: fc.constantFrom('a', 'b').map(heard) },
    { weight: 1, arbitrary: fc.constant<ExploringEvent>({ type: 'SCREEN_CHANGED' }) },
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let state: Exploring = away;
      let saidLast: string | null = null;
      let isHeard = false;
      for (const next of events) {
        if (next.type === 'HEARD' && next.key === saidLast) isHeard = true;
        const { state: after, effects } = stepExploring(state, next);
        state = after;
        for (const effect of effects) {
          if (effect.do === 'say') [saidLast, isHeard] = [effect.key, false];
          if (effect.do !== 'choose') continue;
          expect(next).toMatchObject({ type: 'LIFTED', key: saidLast });
          expect(isHeard && effect.key === saidLast).toBe(true);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
