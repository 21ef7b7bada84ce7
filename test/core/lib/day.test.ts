import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayOf, daysBetween, daysInMonth, partsOf, weekdayOf } from '../../../core/lib/day.ts';

const days = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('a day taken apart and put together is the same day', () => {
  fc.assert(fc.property(days, (day) => dayOf(partsOf(day)) === day));
});

test('as many days later is as many days apart', () => {
  fc.assert(
    fc.property(
      days,
      fc.integer({ min: -800, max: 800 }),
      (day, n) => daysBetween(day, addDays(day, n)) === n,
    ),
  );
});

test('leap years and month ends come out as in the calendar', () => {
  expect(daysInMonth(2024, 2)).toBe(29);
  expect(daysInMonth(2100, 2)).toBe(28);
  expect(daysInMonth(2026, 12)).toBe(31);
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(weekdayOf('2026-03-09')).toBe(1);
});
