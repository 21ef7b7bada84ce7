import { expect, test } from 'vitest';
import { paintMs, screensIn, voiceMs } from '../../../../tools/bench/screen/turns.ts';

const wake = { key: 'wake', from: 'idle', to: 'greeting', upAtMs: 100, paintedAtMs: 130 };
const confirm = {
  key: 'choice:confirm',
  from: 'readingBack',
  to: 'printing',
  upAtMs: 900,
  paintedAtMs: 1_400,
};
const start = { key: 'choice:start', from: 'greeting', to: 'awaitingCard', upAtMs: 600, paintedAtMs: 620 };

test('the touch that waits for two disks says nothing about the screen', () => {
  expect(paintMs([wake, start, confirm])).toEqual([30, 20]);
});

test('a screen speaks from the first sound after its touch and before the next, not from a later one', () => {
  const report = {
    touchableAtMs: 0,
    turned: [wake, start],
    soundsAtMs: [50, 190, 400, 660],
    eventTimingMs: [],
  };
  expect(voiceMs(report)).toEqual([60, 40]);
});

test('a sound that was there before the paint has kept nobody waiting, and a mute screen has no figure', () => {
  const report = { touchableAtMs: 0, turned: [wake, start], soundsAtMs: [120], eventTimingMs: [] };
  expect(voiceMs(report)).toEqual([0]);
});

test('a screen that was reached twice is one screen', () => {
  expect(screensIn([wake, start, wake])).toBe(2);
});
