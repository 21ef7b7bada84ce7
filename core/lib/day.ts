import type { Day } from './clock.ts';

const msPerDay = 86_400_000;

/** Parts of a day; `month` from 1. */
export type DayParts = { readonly year: number; readonly month: number; readonly dayOfMonth: number };

/** `2026-03-09` in parts. */
export function partsOf(day: Day): DayParts {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  return { year, month, dayOfMonth };
}

export function dayOf({ year, month, dayOfMonth }: DayParts): Day {
  const padded = (value: number, width: number) => String(value).padStart(width, '0');
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
}

/** Midnight UTC of the day: calendar arithmetic, free of time zones. */
function midnightMs(day: Day): number {
  const { year, month, dayOfMonth } = partsOf(day);
  return Date.UTC(year, month - 1, dayOfMonth);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((midnightMs(to) - midnightMs(from)) / msPerDay);
}

export function addDays(day: Day, days: number): Day {
  return new Date(midnightMs(day) + days * msPerDay).toISOString().slice(0, 10);
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(midnightMs(day)).getUTCDay();
}
