import { expect, test } from 'vitest';
import { untuneAfterMs, untuneWhenIdle } from '../../../renderer/start/untuning.ts';
import { manualClock } from '../../support/manual-clock.ts';

function tuning(isIdle = true) {
  const clock = manualClock();
  let forgotten = 0;
  const tuned = untuneWhenIdle(
    clock,
    () => isIdle,
    () => (forgotten += 1),
  );
  return { clock, tuned, forgotten: () => forgotten };
}

test('a voice that was changed in passing is as before after a minute', async () => {
  const { clock, tuned, forgotten } = tuning();
  tuned();
  await clock.advance(untuneAfterMs - 1);
  tuned();
  await clock.advance(untuneAfterMs - 1);
  expect(forgotten()).toBe(0);
  await clock.advance(1);
  expect(forgotten()).toBe(1);
});

test('a customer who went on keeps the voice as it was chosen', async () => {
  const { clock, tuned, forgotten } = tuning(false);
  tuned();
  await clock.advance(2 * untuneAfterMs);
  expect(forgotten()).toBe(0);
});
