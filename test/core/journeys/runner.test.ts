import { expect, test } from 'vitest';
import { runVisit, type Send } from '../../../core/journeys/runner.ts';
import { timeouts } from '../../../core/journeys/timeouts.ts';
import type { Effect, State } from '../../../core/journeys/visit.ts';
import { sampleCard, samplePlaces, sampleToday } from '../../../tools/journey-map/sample-world.ts';
import { manualClock } from '../../support/manual-clock.ts';

const by = 'customer';

function start(answer: (effect: Effect, send: Send) => void = () => {}) {
  const clock = manualClock();
  const shown: State[] = [];
  const done: string[] = [];
  const { send, stir } = runVisit(
    clock,
    (effect, sendBack) => {
      done.push(effect.do);
      answer(effect, sendBack);
    },
    (state) => void shown.push(state),
    () => samplePlaces,
  );
  return { clock, shown, done, send, stir, at: () => shown.at(-1)?.at };
}

test('the first screen is shown and spoken at once', () => {
  const { shown, done } = start();
  expect(shown).toEqual([{ at: 'idle' }]);
  expect(done).toEqual(['speak']);
});

test('nothing warns before two minutes, and a minute later an abandoned visit is home', async () => {
  const { clock, send, at } = start();
  send({ type: 'TOUCHED', by });
  await clock.advance(119_999);
  expect(at()).toBe('greeting');
  await clock.advance(1);
  expect(at()).toBe('stillThere');
  await clock.advance(60_000);
  expect(at()).toBe('idle');
});

test('one touch on the warning gives the whole time again', async () => {
  const { clock, send, at } = start();
  send({ type: 'TOUCHED', by });
  await clock.advance(120_000 + 59_000);
  send({ type: 'TOUCHED', by });
  expect(at()).toBe('greeting');
  await clock.advance(119_999);
  expect(at()).toBe('greeting');
});

test('an event that means nothing does not give more time', async () => {
  const { clock, send, at } = start();
  send({ type: 'TOUCHED', by });
  await clock.advance(100_000);
  send({ type: 'DIGIT_PRESSED', digit: '1', by });
  send({ type: 'CHOSEN', choice: 'start', by: 'staff', today: sampleToday, newId: 'x' });
  await clock.advance(20_000);
  expect(at()).toBe('stillThere');
});

test('an effect that answers at once is heard after the step is complete, in order', () => {
  const order: string[] = [];
  const { send, at } = start((effect, sendBack) => {
    order.push(effect.do);
    if (effect.do === 'endVisit') sendBack({ type: 'TOUCHED', by });
  });
  send({ type: 'TOUCHED', by });
  send({ type: 'BACK_ASKED' });
  expect(order).toEqual(['speak', 'speak', 'endVisit', 'speak', 'speak']);
  expect(at()).toBe('greeting');
});

test('an effect that throws stops nothing for the next event', () => {
  let isBroken = true;
  const { send, at } = start((effect) => {
    if (effect.do === 'endVisit' && isBroken) throw new Error('broken');
  });
  send({ type: 'TOUCHED', by });
  expect(() => send({ type: 'BACK_ASKED' })).toThrow('broken');
  isBroken = false;
  send({ type: 'TOUCHED', by });
  expect(at()).toBe('greeting');
});

test('a forgotten card is forgotten by the screen within the sum of its named time-outs, and spoken of on', async () => {
  const { clock, send, at, done } = start();
  send({ type: 'CARD_LAID' });
  send({ type: 'CARD_READ', card: sampleCard, today: sampleToday });
  const sum = (['confirmingPerson', 'stillThere'] as const).reduce(
    (ms, name) => ms + (timeouts[name]?.afterMs ?? 0),
    (timeouts.takingCard?.afterMs ?? 0) * 4,
  );
  await clock.advance(sum);
  expect(at()).toBe('cardLeft');
  expect(done.filter((name) => name === 'callPerson')).toHaveLength(1);
  await clock.advance(timeouts.cardLeft?.afterMs ?? 0);
  expect(done.filter((name) => name === 'callPerson')).toHaveLength(2);
  send({ type: 'CARD_LIFTED' });
  expect(at()).toBe('idle');
});

test('a sign of life that answers nothing begins the waiting anew, but never a wait for a device', async () => {
  const { clock, send, stir, at } = start();
  send({ type: 'TOUCHED', by });
  await clock.advance(100_000);
  stir();
  await clock.advance(100_000);
  expect(at()).toBe('greeting');
  await clock.advance(20_000);
  expect(at()).toBe('stillThere');
  await clock.advance(50_000);
  stir();
  await clock.advance(50_000);
  expect(at()).toBe('stillThere');
  send({ type: 'BACK_ASKED' });
  send({ type: 'CHOSEN', choice: 'start', by, today: sampleToday, newId: 'x' });
  send({ type: 'CARD_LAID' });
  expect(at()).toBe('readingCard');
  await clock.advance(10_000);
  stir();
  await clock.advance(5_000);
  expect(at()).not.toBe('readingCard');
});
