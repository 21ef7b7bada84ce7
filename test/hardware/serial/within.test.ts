import { expect, test } from 'vitest';
import { within } from '../../../hardware/serial/within.ts';
import { manualClock } from '../../support/manual-clock.ts';

test('what ends in time is waited for, and nothing is left waiting', async () => {
  const clock = manualClock();
  let end: (value: string) => void = () => {};
  const waited: string[] = [];
  void within(clock, 3_000, new Promise<string>((ended) => (end = ended)), 'late').then((it) =>
    waited.push(it),
  );
  await clock.advance(2_999);
  expect(waited).toEqual([]);
  end('in time');
  await clock.advance(10_000);
  expect(waited).toEqual(['in time']);
});

test('what never ends is late at the deadline', async () => {
  const clock = manualClock();
  const waited: string[] = [];
  void within(clock, 3_000, new Promise<string>(() => {}), 'late').then((it) => waited.push(it));
  await clock.advance(2_999);
  expect(waited).toEqual([]);
  await clock.advance(1);
  expect(waited).toEqual(['late']);
});
