import type { Day } from '../../core/lib/clock.ts';
import { addDays } from '../../core/lib/day.ts';
import type { Urgency } from '../../core/records/envelope.ts';
import { chinaOffsetMs, dayIn } from '../rules/day-in-china.ts';
import { isWorkday, type WorkCalendar } from './calendar.ts';

const minuteMs = 60_000;
/** Of opening hours. */
const urgentWithinMs = 2 * 60 * minuteMs;

/**
 * Until when somebody should have dealt with an item that opened at `openedAtMs`: an urgent one within two opening
 * hours, any other by closing time of the next workday. Milliseconds since 1970.
 */
export function dueAtMs(urgency: Urgency, openedAtMs: number, calendar: WorkCalendar): number {
  return urgency === 'urgent'
    ? afterOpeningHours(openedAtMs, urgentWithinMs, calendar)
    : closingMs(workdayAfter(dayIn(openedAtMs), calendar), calendar);
}

function afterOpeningHours(fromMs: number, workMs: number, calendar: WorkCalendar): number {
  let day = workdayFrom(dayIn(fromMs), calendar);
  let leftMs = workMs;
  for (;;) {
    const startMs = Math.max(fromMs, openingMs(day, calendar));
    const roomMs = Math.max(0, closingMs(day, calendar) - startMs);
    if (leftMs <= roomMs) return startMs + leftMs;
    leftMs -= roomMs;
    day = workdayAfter(day, calendar);
  }
}

function workdayFrom(day: Day, calendar: WorkCalendar): Day {
  return isWorkday(day, calendar) ? day : workdayAfter(day, calendar);
}

function workdayAfter(day: Day, calendar: WorkCalendar): Day {
  return workdayFrom(addDays(day, 1), calendar);
}

function openingMs(day: Day, { opensAtMinute }: WorkCalendar): number {
  return midnightMs(day) + opensAtMinute * minuteMs;
}

function closingMs(day: Day, { closesAtMinute }: WorkCalendar): number {
  return midnightMs(day) + closesAtMinute * minuteMs;
}

function midnightMs(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) - chinaOffsetMs;
}
