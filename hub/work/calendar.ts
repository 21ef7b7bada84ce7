import type { Day } from '../../core/lib/clock.ts';
import { weekdayOf } from '../../core/lib/day.ts';

/**
 * On which days a branch works, and when. Monday to Friday unless a day is named: in China a holiday often moves work to
 * a weekend (调休), and the government announces it year by year.
 */
export type WorkCalendar = {
  /** Weekdays on which nobody works. */
  readonly daysOff: readonly Day[];
  /** Saturdays and Sundays on which everybody works. */
  readonly makeUpDays: readonly Day[];
  /** Minutes since midnight in China. */
  readonly opensAtMinute: number;
  readonly closesAtMinute: number;
};

export function isWorkday(day: Day, { daysOff, makeUpDays }: WorkCalendar): boolean {
  if (makeUpDays.includes(day)) return true;
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6 && !daysOff.includes(day);
}
