import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { addDays, weekdayOf } from '../../core/lib/day.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { WorkCalendar } from './calendar.ts';

/** A day that there is. */
const daySchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/),
  v.check((day) => addDays(day, 0) === day, 'no such day'),
);

const minuteSchema = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  v.transform((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))),
);

/** What an operator writes down from the notice of the State Council; see docs/operate/hub.md. */
const fileSchema = v.pipe(
  v.object({
    version: v.literal(1),
    /** Which notice, and of when. */
    source: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
    from: daySchema,
    to: daySchema,
    daysOff: v.pipe(v.array(daySchema), v.maxLength(1_000)),
    makeUpDays: v.pipe(v.array(daySchema), v.maxLength(1_000)),
    opensAt: minuteSchema,
    closesAt: minuteSchema,
  }),
  v.check(({ opensAt, closesAt }) => opensAt < closesAt, 'it closes before it opens'),
  v.check(({ from, to }) => from <= to, 'it ends before it begins'),
  v.check(
    ({ from, to, daysOff, makeUpDays }) =>
      [...daysOff, ...makeUpDays].every((day) => from <= day && day <= to),
    'a day outside of from and to',
  ),
  v.check(
    ({ daysOff, makeUpDays }) => makeUpDays.every((day) => !daysOff.includes(day)),
    'a day is off and made up for',
  ),
  v.check(({ makeUpDays }) => makeUpDays.every(isWeekend), 'a make-up day on a weekday'),
);

function isWeekend(day: string): boolean {
  return [0, 6].includes(weekdayOf(day));
}

export type CalendarTrouble = { readonly code: 'calendar-unreadable'; readonly detail: string };

/** The branch's own calendar. The error says what is wrong with the file. */
export async function readCalendar(file: string): Promise<Result<WorkCalendar, CalendarTrouble>> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return unreadable(`${file} cannot be read`);
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), fileSchema), text);
  if (!read.success) return unreadable(`${file}: ${v.summarize(read.issues).replaceAll('\n', ' ')}`);
  const { source, to, daysOff, makeUpDays, opensAt, closesAt } = read.output;
  const calendar = { daysOff, makeUpDays, opensAtMinute: opensAt, closesAtMinute: closesAt };
  return ok({ ...calendar, source, lastDay: to, isSample: false });
}

function unreadable(detail: string): Result<WorkCalendar, CalendarTrouble> {
  return err({ code: 'calendar-unreadable', detail });
}
