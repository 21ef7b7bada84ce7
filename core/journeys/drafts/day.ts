import type { Day } from '../../lib/clock.ts';
import { addDays, dayOf, daysInMonth, partsOf } from '../../lib/day.ts';
import type { Draft } from '../visit.ts';

type DayDraft = Extract<Draft, { kind: 'day' }>;

/** Years offered, this one included: life insurance claims lapse after five, and papers surface late. */
export const yearsOffered = 10;

/** A key of the calendar page: what choosing it means. */
export type DayKey =
  | { readonly id: 'today' | 'yesterday'; readonly means: 'day'; readonly day: Day }
  | { readonly id: string; readonly means: 'year'; readonly year: number }
  | { readonly id: string; readonly means: 'month'; readonly year: number; readonly month: number }
  | { readonly id: string; readonly means: 'day-of-month'; readonly day: Day; readonly dayOfMonth: number };

/** The keys of the page the draft stands on. A day after `today` is never among them. */
export function dayKeys(draft: DayDraft, today: Day): readonly DayKey[] {
  const now = partsOf(today);
  const { year, month } = draft;
  if (year === null) return yearKeys(today, now.year);
  if (month === null) {
    const last = year === now.year ? now.month : 12;
    return upTo(last).map((value) => ({ id: `month.${value}`, means: 'month', year, month: value }));
  }
  const isThisMonth = year === now.year && month === now.month;
  const last = isThisMonth ? now.dayOfMonth : daysInMonth(year, month);
  return upTo(last).map((dayOfMonth) => ({
    id: `day.${dayOfMonth}`,
    means: 'day-of-month',
    day: dayOf({ year, month, dayOfMonth }),
    dayOfMonth,
  }));
}

function yearKeys(today: Day, thisYear: number): readonly DayKey[] {
  const years = upTo(yearsOffered).map((n): DayKey => {
    const year = thisYear + 1 - n;
    return { id: `year.${year}`, means: 'year', year };
  });
  return [
    { id: 'today', means: 'day', day: today },
    { id: 'yesterday', means: 'day', day: addDays(today, -1) },
    ...years,
  ];
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, at) => at + 1);
}
