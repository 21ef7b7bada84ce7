import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import type { Screen } from '../../../core/journeys/screen.ts';
import type { State } from '../../../core/journeys/visit.ts';
import type { Fate } from '../../../core/voice/utterance.ts';
import type { Act } from '../../../renderer/customer/act.ts';
import { createTouchToHear, restMs } from '../../../renderer/start/touch-to-hear.ts';
import { sampleCard } from '../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { claim } from '../../support/rare-screens.ts';

const menu: State = { at: 'menu', card: sampleCard, reader: 'own-card' };
const pad: State = {
  at: 'asking',
  work: claim,
  question: 'call-back',
  draft: { kind: 'phone', digits: '', trouble: null },
  reader: 'own-card',
};

function fingerOn(state: State, isSpoken = false) {
  const clock = manualClock();
  const screen = signal<Screen>(describe(state, walkEnv));
  const acts: Act[] = [];
  const heard: string[] = [];
  let end: (fate: Fate) => void = () => {};
  const { feel, underFinger } = createTouchToHear({
    isOn: signal(true),
    clock,
    screen,
    voice: { hush: () => heard.push('hush'), tick: () => heard.push('tick') },
    say([line], _, onEnded) {
      heard.push(String(line?.key));
      end = (fate) => onEnded?.(0, fate);
    },
    pad: {
      isSpoken: () => isSpoken,
      name(key, onEnded) {
        const named = key.did === 'press-digit' ? `digit ${key.digit}` : `letters ${key.key}`;
        heard.push(isSpoken ? named : 'tick');
        if (isSpoken) end = (fate) => onEnded?.(0, fate);
      },
    },
    act: (act) => void acts.push(act),
  });
  const finger = 1;
  return {
    clock, screen, acts, heard, underFinger, feel,
    lay: (key: string | null) => feel({ type: 'LAID', finger, key }),
    lift: (key: string | null) => feel({ type: 'LIFTED', finger, key }),
    end: (fate: Fate) => end(fate),
  }; // prettier-ignore
}

test('a key is said, ticks when it has been heard, and acts when the finger leaves it', () => {
  const { lay, end, lift, heard, acts, underFinger } = fingerOn(menu);
  lay('choice:claim-report');
  expect(underFinger.value).toBe('choice:claim-report');
  end('over');
  lift('choice:claim-report');
  expect(heard).toEqual(['hush', 'errand.claim-report', 'tick']);
  expect(acts).toEqual([{ did: 'choose', choice: 'claim-report' }]);
  expect(underFinger.value).toBeNull();
});

test('a key whose words were cut off has not been heard', () => {
  const { lay, end, lift, acts } = fingerOn(menu);
  lay('choice:claim-report');
  end('stopped');
  lift('choice:claim-report');
  expect(acts).toEqual([]);
});

test('a palm that comes down beside the finger does not cut off what it hears', () => {
  const { feel, lay, end, lift, heard, acts } = fingerOn(menu);
  lay('choice:claim-report');
  feel({ type: 'LAID', finger: 2, key: 'choice:contact-change' });
  end('over');
  lift('choice:claim-report');
  expect(heard).toEqual(['hush', 'errand.claim-report', 'tick']);
  expect(acts).toHaveLength(1);
});

test('a figure that may not be named is chosen after a rest on it', async () => {
  const { clock, lay, lift, heard, acts } = fingerOn(pad);
  lay('digit:4');
  await clock.advance(restMs - 1);
  lift('digit:4');
  expect(acts).toEqual([]);
  lay('digit:4');
  await clock.advance(restMs);
  lift('digit:4');
  expect(acts).toEqual([{ did: 'press-digit', digit: '4' }]);
  expect(heard).toEqual(['hush', 'tick', 'hush', 'tick', 'tick']);
});

test('a figure that is named is chosen once its name was heard', async () => {
  const { clock, lay, lift, end, acts } = fingerOn(pad, true);
  lay('digit:4');
  await clock.advance(10 * restMs);
  end('over');
  lift('digit:4');
  expect(acts).toEqual([{ did: 'press-digit', digit: '4' }]);
});

test('a screen that comes up under the resting finger is not pressed', () => {
  const { lay, end, lift, screen, acts } = fingerOn(menu);
  lay('fixed:person');
  end('over');
  screen.value = describe({ at: 'personCalled', back: menu } as State, walkEnv);
  lift('fixed:person');
  expect(acts).toEqual([]);
});
