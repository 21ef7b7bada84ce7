import { expect, test } from 'vitest';
import { createPressGuard } from '../../../renderer/widgets/press-guard.ts';
import { manualClock } from '../../support/manual-clock.ts';

test('The second strike of a trembling finger does not press the key that the next screen has put there.', async () => {
  const clock = manualClock();
  const isMeant = createPressGuard(clock);
  expect(isMeant({ key: 'choice:start', screenId: 'greeting' })).toBe(true);
  await clock.advance(120);
  expect(isMeant({ key: 'choice:leave', screenId: 'awaitingCard' })).toBe(false);
  await clock.advance(500);
  expect(isMeant({ key: 'choice:leave', screenId: 'awaitingCard' })).toBe(true);
});

test('Forty taps a second go no further than one screen.', async () => {
  const clock = manualClock();
  const isMeant = createPressGuard(clock);
  expect(isMeant({ key: 'choice:start', screenId: 'greeting' })).toBe(true);
  for (let taps = 0; taps < 80; taps++) {
    await clock.advance(25);
    expect(isMeant({ key: 'choice:leave', screenId: 'awaitingCard' })).toBe(false);
  }
  await clock.advance(500);
  expect(isMeant({ key: 'choice:leave', screenId: 'awaitingCard' })).toBe(true);
});

test('Two different keys of one screen may follow each other as fast as a hand can.', () => {
  const isMeant = createPressGuard(manualClock());
  expect(isMeant({ key: 'digit:1', screenId: 'phone' })).toBe(true);
  expect(isMeant({ key: 'digit:3', screenId: 'phone' })).toBe(true);
});

test('An echo does not make the guard wait longer.', async () => {
  const clock = manualClock();
  const isMeant = createPressGuard(clock);
  isMeant({ key: 'digit:1', screenId: 'phone' });
  await clock.advance(200);
  expect(isMeant({ key: 'digit:1', screenId: 'phone' })).toBe(false);
  await clock.advance(300);
  expect(isMeant({ key: 'digit:1', screenId: 'phone' })).toBe(true);
});
