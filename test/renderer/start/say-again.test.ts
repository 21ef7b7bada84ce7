import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { sayAgainAfterMs, sayAgainWhenQuiet } from '../../../renderer/start/say-again.ts';
import { manualClock } from '../../support/manual-clock.ts';

function quiet() {
  const clock = manualClock();
  const speaking = signal<object | null>(null);
  let times = 0;
  const again = sayAgainWhenQuiet(clock, speaking, () => (times += 1));
  return { clock, speaking, again, times: () => times };
}

test('a screen is said once more, and then never again by itself', async () => {
  const { clock, again, times } = quiet();
  again.arrived(true);
  await clock.advance(sayAgainAfterMs);
  expect(times()).toBe(1);
  await clock.advance(100 * sayAgainAfterMs);
  again.touched();
  await clock.advance(sayAgainAfterMs);
  expect(times()).toBe(1);
});

test('the silence begins when the voice ends, and anew with every touch', async () => {
  const { clock, speaking, again, times } = quiet();
  speaking.value = {};
  again.arrived(true);
  await clock.advance(10 * sayAgainAfterMs);
  speaking.value = null;
  await clock.advance(sayAgainAfterMs - 1);
  again.touched();
  await clock.advance(sayAgainAfterMs - 1);
  expect(times()).toBe(0);
  await clock.advance(1);
  expect(times()).toBe(1);
});

test('a screen that speaks to nobody is not repeated, nor the one before it', async () => {
  const { clock, again, times } = quiet();
  again.arrived(true);
  await clock.advance(sayAgainAfterMs - 1);
  again.arrived(false);
  await clock.advance(10 * sayAgainAfterMs);
  expect(times()).toBe(0);
});
