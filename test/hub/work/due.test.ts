import { describe, expect, test } from 'vitest';
import type { Urgency } from '../../../core/records/envelope.ts';
import { isWorkday } from '../../../hub/work/calendar.ts';
import { dueAtMs } from '../../../hub/work/due.ts';
import { sampleCalendar } from '../../../hub/work/sample-calendar.ts';

/** Both in Chinese time. */
function due(urgency: Urgency, openedAt: string): string {
  const dueMs = dueAtMs(urgency, Date.parse(`${openedAt}:00+08:00`), sampleCalendar);
  return new Date(dueMs + 8 * 3_600_000).toISOString().slice(0, 16);
}

describe('an urgent item', () => {
  test.each([
    ['on a Monday morning, two hours later', '2026-11-02T09:30', '2026-11-02T11:30'],
    ['at the last possible moment of the day, at closing time', '2026-11-02T15:00', '2026-11-02T17:00'],
    ['shortly before closing, on the next morning', '2026-11-02T16:30', '2026-11-03T10:30'],
    ['before opening, two hours after opening', '2026-11-02T06:00', '2026-11-02T11:00'],
    ['after closing on a Friday, on Monday', '2026-11-06T20:00', '2026-11-09T11:00'],
    ['on a Sunday, on Monday', '2026-11-08T12:00', '2026-11-09T11:00'],
    ['on the eve of the spring festival, after it', '2026-02-14T16:00', '2026-02-24T10:00'],
  ])('is due %s', (_when, openedAt, dueAt) => {
    expect(due('urgent', openedAt)).toBe(dueAt);
  });
});

describe('any other item', () => {
  test.each([
    ['on a Monday, on Tuesday', '2026-11-02T09:30', '2026-11-03T17:00'],
    ['late on a Monday evening, on Tuesday', '2026-11-02T23:59', '2026-11-03T17:00'],
    ['on a Friday, on Monday', '2026-11-06T10:00', '2026-11-09T17:00'],
    ['on a Saturday, on Monday', '2026-11-07T10:00', '2026-11-09T17:00'],
    ['on the Friday before a make-up Saturday, on that Saturday', '2026-05-08T10:00', '2026-05-09T17:00'],
    ['before the National Day, after it', '2026-09-30T10:00', '2026-10-08T17:00'],
  ])('is due at closing time %s', (_when, openedAt, dueAt) => {
    expect(due('ordinary', openedAt)).toBe(dueAt);
    expect(due('deferrable', openedAt)).toBe(dueAt);
  });
});

test('every day off of the sample is a weekday, every make-up day lies on a weekend', () => {
  const plainWeek = { ...sampleCalendar, daysOff: [], makeUpDays: [] };
  expect(sampleCalendar.daysOff.filter((day) => !isWorkday(day, plainWeek))).toEqual([]);
  expect(sampleCalendar.makeUpDays.filter((day) => isWorkday(day, plainWeek))).toEqual([]);
});
