import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { KioskKey } from '../../../core/devices/keys.ts';
import { describe } from '../../../core/journeys/describe.ts';
import type { Screen } from '../../../core/journeys/screen.ts';
import type { State } from '../../../core/journeys/visit.ts';
import type { Act } from '../../../renderer/customer/act.ts';
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
    say: ([line], own) => void said.push(`${line?.key}${own === undefined ? '' : ` in ${own}`}`),
  });
  return {
    walkedTo,
    acts,
    said,
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

test('a figure is typed and not said aloud, also when it is walked to', () => {
  const { press, said, acts } = keypadOn(pad);
  press('digit-3', 'clear', 'next');
  expect(acts).toEqual([{ did: 'press-digit', digit: '3' }, { did: 'erase-digit' }]);
  expect(said).toEqual([]);
});

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

test('each language is named in itself', () => {
  const { press, said } = keypadOn({ at: 'choosingLanguage', back: { at: 'greeting' } });
  press('next', 'next', 'next');
  expect(said).toEqual(['language.name in zh-CN', 'language.name in zh-Hant', 'language.name in en']);
});
