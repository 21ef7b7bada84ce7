import { expect, it } from 'vitest';
import type { Intake } from '../../core/contract/calls.ts';
import { createIntake } from '../../host/intake.ts';

it('An intake that several things have closed opens when all of them are over, and tells each change once', () => {
  const heard: Intake[] = [];
  const intake = createIntake((now) => heard.push(now));
  intake.close('disk-low');
  intake.close('disk-low');
  intake.close('origin-changed');
  intake.open('disk-low');
  expect(intake.now()).toEqual({ state: 'closed', why: 'origin-changed' });
  intake.open('origin-changed');
  intake.open('journal-failed');
  expect(intake.now()).toEqual({ state: 'open' });
  expect(heard).toEqual([
    { state: 'closed', why: 'disk-low' },
    { state: 'closed', why: 'origin-changed' },
    { state: 'open' },
  ]);
});
