import { describe, expect, test } from 'vitest';
import { dueMs, keysStep, noKeys } from '../../../hardware/keypad/key-steps.ts';
import type { KeysState } from '../../../hardware/keypad/key-steps.ts';

type Signal = readonly [atMs: number, is: 'down' | 'up', key?: 'next' | 'select'];

/** Plays signals; answers when keys were pressed, and the state at the end. */
function played(tellsReleases: boolean, ...signals: readonly Signal[]) {
  let state: KeysState = noKeys;
  const presses: (readonly [string, number])[] = [];
  for (const [nowMs, is, key = 'next'] of signals) {
    const step = keysStep(state, { type: 'SIGNAL', signal: { is, key }, nowMs }, tellsReleases);
    state = step.state;
    if (step.pressed !== null) presses.push([step.pressed, nowMs]);
  }
  return { presses, state };
}

const due = (state: KeysState, nowMs: number, tellsReleases: boolean) =>
  keysStep(state, { type: 'DUE', nowMs }, tellsReleases).state;

describe('a keypad that tells releases', () => {
  const presses = (...signals: readonly Signal[]) => played(true, ...signals).presses;

  test('a press counts when the key goes down, and again after it came up', () => {
    expect(presses([0, 'down'], [100, 'up'], [200, 'down'], [300, 'up'])).toEqual([
      ['next', 0],
      ['next', 200],
    ]);
  });

  test('contacts that chatter, going down or coming up, make one press', () => {
    expect(
      presses(
        [0, 'down'],
        [3, 'up'],
        [8, 'down'],
        [47, 'up'],
        [86, 'down'],
        [300, 'up'],
        [303, 'down'],
        [308, 'up'],
      ),
    ).toEqual([['next', 0]]);
  });

  test('a second press is one from 40 ms after the release on', () => {
    expect(presses([0, 'down'], [100, 'up'], [139, 'down'])).toHaveLength(1);
    expect(presses([0, 'down'], [100, 'up'], [140, 'down'])).toHaveLength(2);
  });

  test('a held key that the keypad repeats is one press', () => {
    expect(presses([0, 'down'], [500, 'down'], [700, 'down'], [900, 'down'], [1_000, 'up'])).toEqual([
      ['next', 0],
    ]);
    expect(presses([0, 'down'], [699, 'down'], [1_398, 'down'])).toHaveLength(1);
    expect(presses([0, 'down'], [700, 'down'])).toHaveLength(2);
  });

  test('a release that got lost does not swallow the next press, and that one is not stuck', () => {
    const { presses: made, state } = played(true, [0, 'down'], [60_000, 'down']);
    expect(made).toEqual([
      ['next', 0],
      ['next', 60_000],
    ]);
    expect(state.stuck).toEqual([]);
    expect(dueMs(state, true)).toBe(70_000);
  });

  test('two keys are two presses, whatever their order of coming up', () => {
    expect(presses([0, 'down'], [10, 'down', 'select'], [20, 'up'], [30, 'up', 'select'])).toEqual([
      ['next', 0],
      ['select', 10],
    ]);
  });

  test('a release of a key that was not down is nothing', () => {
    const { state } = played(true, [0, 'up'], [5, 'up', 'select']);
    expect(state).toBe(noKeys);
    expect(presses([0, 'up'], [10, 'down'])).toHaveLength(1);
  });

  test('a key that is down for ten seconds is stuck, until it comes up', () => {
    const { state } = played(true, [1_000, 'down']);
    expect(dueMs(state, true)).toBe(11_000);
    expect(due(state, 10_999, true).stuck).toEqual([]);
    const stuck = due(state, 11_000, true);
    expect(stuck.stuck).toEqual(['next']);
    expect(dueMs(stuck, true)).toBeNull();
    const up = keysStep(stuck, { type: 'SIGNAL', signal: { is: 'up', key: 'next' }, nowMs: 20_000 }, true);
    expect(up.state.stuck).toEqual([]);
    expect(dueMs(up.state, true)).toBeNull();
  });

  test('chatter does not make a held key younger', () => {
    const { state } = played(true, [0, 'down'], [3, 'up'], [8, 'down']);
    expect(dueMs(state, true)).toBe(10_000);
  });

  test('the key that is stuck first is looked at first, and others still count', () => {
    const { state, presses: made } = played(true, [0, 'down'], [400, 'down', 'select']);
    expect(dueMs(state, true)).toBe(10_000);
    expect(dueMs(due(state, 10_000, true), true)).toBe(10_400);
    expect(made).toHaveLength(2);
  });
});

describe('a keypad that tells no releases', () => {
  const presses = (...signals: readonly Signal[]) => played(false, ...signals).presses;

  test('each byte is a press', () => {
    expect(presses([0, 'down'], [250, 'down'], [500, 'down'])).toHaveLength(3);
  });

  test('bytes of one key within a quarter of a second are one press that is held', () => {
    expect(presses([0, 'down'], [8, 'down'], [257, 'down'], [506, 'down'])).toEqual([['next', 0]]);
  });

  test('another key is a press at once', () => {
    expect(presses([0, 'down'], [10, 'down', 'select'], [20, 'down'])).toEqual([
      ['next', 0],
      ['select', 10],
    ]);
  });

  test('a key is let go a quarter of a second after its last byte', () => {
    const { state } = played(false, [1_000, 'down'], [1_200, 'down']);
    expect(dueMs(state, false)).toBe(1_450);
    expect(due(state, 1_449, false).holds.size).toBe(1);
    expect(due(state, 1_450, false)).toEqual(noKeys);
  });

  test('a key that goes on for ten seconds is stuck, until it is quiet', () => {
    const signals = Array.from({ length: 51 }, (_, count) => [count * 200, 'down'] as const);
    expect(played(false, ...signals.slice(0, 50)).state.stuck).toEqual([]);
    const { state, presses: made } = played(false, ...signals);
    expect(made).toHaveLength(1);
    expect(state.stuck).toEqual(['next']);
    expect(due(state, 10_250, false).stuck).toEqual([]);
  });
});
