import type { Day } from '../../core/lib/clock.ts';
import type { WorkCalendar } from './calendar.ts';

/**
 * SAMPLE for 2026 and 2027, used while a hub is started without `--calendar`, to be replaced by the notices of the State Council (国务院办公厅关于部分节假日安排的通知) when
 * they are out: 2027 is a guess from the statutory holidays, without any make-up days. A due time is an aim of the branch,
 * so a wrong day here shows an item as due a day early or late and loses nothing.
 */
export const sampleCalendar: WorkCalendar = {
  daysOff: [
    ...days('2026', '01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25'),
    ...days('2026', '10-01 10-02 10-05 10-06 10-07'),
    ...days('2027', '01-01 02-05 02-08 02-09 02-10 02-11 04-05 05-03 06-09 09-15'),
    ...days('2027', '10-01 10-04 10-05 10-06 10-07'),
  ],
  makeUpDays: days('2026', '01-04 02-14 02-28 05-09 09-20 10-10'),
  opensAtMinute: 9 * 60,
  closesAtMinute: 17 * 60,
  source: 'sample',
  lastDay: '2027-12-31',
  isSample: true,
};

function days(year: string, list: string): readonly Day[] {
  return list.split(' ').map((day) => `${year}-${day}`);
}
