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
  /** Which notice it was taken from. */
  readonly source: string;
  /** Nothing is known of the days behind it; they count as any others. */
  readonly lastDay: Day;
  /** True: made up by us, to be replaced by the branch's own. */
  readonly isSample: boolean;
};

export function isWorkday(day: Day, { daysOff, makeUpDays }: WorkCalendar): boolean {
  if (makeUpDays.includes(day)) return true;
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6 && !daysOff.includes(day);
}

/** Why due times may be wrong by now; null: they are not. */
export function calendarTrouble(
  { isSample, lastDay }: WorkCalendar,
  today: Day,
): 'sample-calendar' | 'calendar-over' | null {
  if (isSample) return 'sample-calendar';
  return today > lastDay ? 'calendar-over' : null;
}
