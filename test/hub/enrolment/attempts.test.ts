import { expect, test } from 'vitest';
import { attemptBound, limitAttempts } from '../../../hub/enrolment/attempts.ts';
import { manualClock } from '../../support/manual-clock.ts';

test('one caller’s attempts run out and come back with the next window, while another’s do not count', async () => {
  const clock = manualClock();
  const waitFor = limitAttempts(clock);
  for (let attempt = 0; attempt < attemptBound.attempts; attempt += 1) expect(waitFor('a')).toBeNull();
  await clock.advance(15_500);
  expect(waitFor('a')).toBe(45);
  expect(waitFor('b')).toBeNull();
  await clock.advance(44_500);
  expect(waitFor('a')).toBeNull();
});
