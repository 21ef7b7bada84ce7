import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { KioskKey } from '../../../core/devices/keys.ts';
import { describe } from '../../../core/journeys/describe.ts';
import type { Screen } from '../../../core/journeys/screen.ts';
import type { State } from '../../../core/journeys/visit.ts';
import type { Act } from '../../../renderer/customer/act.ts';
import { walkedKeys } from '../../../renderer/customer/walked-keys.ts';
import { startKeypad } from '../../../renderer/start/keypad.ts';
import { sampleCard } from '../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';
import { claim } from '../../support/rare-screens.ts';

const menu: State = { at: 'menu', card: sampleCard, reader: 'own-card' };
const pad: State = {
  at: 'asking',
  work: claim,
  question: 'call-back',
  draft: { kind: 'phone', digits: '1', trouble: null },
  reader: 'own-card',
};

function keypadOn(state: State) {
  const screen = signal<Screen>(describe(state, walkEnv));
  const acts: Act[] = [];
  const said: string[] = [];
  let hushes = 0;
  let press: (key: KioskKey) => void = () => {};
  const walkedTo = startKeypad({
    host: {
      on(name, listener) {
        if (name === 'key') press = (key) => listener({ key } as never);
        return () => {};
      },
    },
    screen,
    act: (act) => void acts.push(act),
    say: ([line], own) =>
      void said.push([line?.key, ...Object.values(own ?? {})].filter((word) => word !== null).join(' ')),
    voice: { hush: () => (hushes += 1) },
    pad: { name: (key) => void said.push(`figure ${key.did === 'press-digit' ? key.digit : key.key}`) },
  });
  return {
    walkedTo,
    acts,
    said,
    hushes: () => hushes,
    press: (...keys: readonly KioskKey[]) => keys.forEach((key) => press(key)),
    shows(next: State) {
      screen.value = describe(next, walkEnv);
    },
  };
}

test('next says each key of the screen in turn, select presses the one it has come to', () => {
  const { press, said, acts } = keypadOn(menu);
  press('next', 'next', 'select');
  expect(said).toEqual(['errand.contact-change', 'errand.claim-report']);
  expect(acts).toEqual([{ did: 'choose', choice: 'claim-report' }]);
});

test('previous begins at the end, so that nobody has to walk the whole way back', () => {
  const { press, walkedTo } = keypadOn(menu);
  press('previous');
  expect(walkedTo.value).toBe('fixed:aids');
  press('next');
  expect(walkedTo.value).toBe('choice:contact-change');
});

test('select before anything was walked to presses nothing', () => {
  const { press, acts } = keypadOn(menu);
  press('select');
  expect(acts).toEqual([]);
});

test('a new screen begins at its beginning', () => {
  const { press, walkedTo, shows, acts } = keypadOn(menu);
  press('next');
  shows({ at: 'greeting' });
  expect(walkedTo.value).toBeNull();
  press('select');
  expect(acts).toEqual([]);
});

test('a figure is typed without being named by the keypad; one that is walked to is left to the pad to name', () => {
  const { press, said, acts } = keypadOn(pad);
  press('digit-3', 'clear', 'next');
  expect(acts).toEqual([{ did: 'press-digit', digit: '3' }, { did: 'erase-digit' }]);
  expect(said).toEqual(['figure 1']);
});

test('every key stops the voice, also one that means nothing here', () => {
  const { press, hushes } = keypadOn(menu);
  press('next', 'digit-3', 'select');
  expect(hushes()).toBe(3);
});

test.each([menu, pad, { at: 'idle' }, { at: 'choosingLanguage', back: { at: 'greeting' } }] as const)(
  'next alone comes to every key that the screen has, and round again',
  (state) => {
    const { press, walkedTo } = keypadOn(state as State);
    const names = walkedKeys(describe(state as State, walkEnv)).map(({ name }) => name);
    const walked = names.map(() => {
      press('next');
      return walkedTo.value;
    });
    expect(walked).toEqual(names);
    press('next');
    expect(walkedTo.value).toBe(names[0]);
  },
);

test('a figure means nothing where none is asked for', () => {
  const { press, acts } = keypadOn(menu);
  press('digit-3', 'clear');
  expect(acts).toEqual([]);
});

test('any key wakes the idle screen, and help is help already there', () => {
  const { press, acts } = keypadOn({ at: 'idle' });
  press('select', 'help', 'digit-5');
  expect(acts).toEqual([{ did: 'touch' }, { did: 'ask', for: 'person' }, { did: 'touch' }]);
});

test('a key of the screen that is dimmed does nothing on the pad', () => {
  const { press, acts } = keypadOn({ at: 'cardLeft' });
  press('back');
  expect(acts).toEqual([]);
});

test('each language and each dialect is named in itself', () => {
  const { press, said } = keypadOn({ at: 'choosingLanguage', back: { at: 'greeting' } });
  press('next', 'next', 'next', 'next');
  expect(said).toEqual([
    'language.name zh-CN',
    'dialect.cantonese zh-CN yue-Hant-HK',
    'language.name zh-Hant',
    'language.name en',
  ]);
});
