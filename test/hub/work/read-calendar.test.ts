import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { calendarTrouble } from '../../../hub/work/calendar.ts';
import { dueAtMs } from '../../../hub/work/due.ts';
import { readCalendar } from '../../../hub/work/read-calendar.ts';
import { sampleCalendar } from '../../../hub/work/sample-calendar.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-calendar-'));
  return () => rm(folder, { recursive: true });
});

const notice = {
  version: 1,
  source: 'a notice of 2027-11-04',
  from: '2028-01-01',
  to: '2028-12-31',
  daysOff: ['2028-01-03'],
  makeUpDays: ['2028-01-08'],
  opensAt: '08:30',
  closesAt: '16:45',
};

async function read(content: unknown) {
  const file = path.join(folder, 'calendar.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readCalendar(file);
}

test('a calendar that a branch has written down makes its due times', async () => {
  const calendar = await read(notice);
  if (!calendar.ok) throw new Error(calendar.error.detail);
  const due = (openedAt: string) =>
    new Date(dueAtMs('ordinary', Date.parse(openedAt), calendar.value)).toISOString();
  // 3 January is a Monday and off; 8 January is a Saturday and worked.
  expect(due('2028-01-02T02:00:00Z')).toBe('2028-01-04T08:45:00.000Z');
  expect(due('2028-01-07T02:00:00Z')).toBe('2028-01-08T08:45:00.000Z');
});

test.each([
  ['no JSON', 'daysOff: none'],
  ['another version', { ...notice, version: 2 }],
  ['no source', { ...notice, source: ' ' }],
  ['a day that there is not', { ...notice, daysOff: ['2028-02-30'] }],
  ['a month that there is not', { ...notice, daysOff: ['2028-13-01'] }],
  ['a day outside of its time', { ...notice, daysOff: ['2029-01-01'] }],
  ['a make-up day on a weekday', { ...notice, makeUpDays: ['2028-01-04'] }],
  ['a day that is off and worked', { ...notice, daysOff: ['2028-01-08'] }],
  ['a time that there is not', { ...notice, opensAt: '24:00' }],
  ['a branch that closes before it opens', { ...notice, closesAt: '08:30' }],
  ['an end before its beginning', { ...notice, daysOff: [], makeUpDays: [], to: '2027-12-31' }],
])('a calendar with %s is refused, with a word on what is wrong', async (_what, content) => {
  expect(await read(content)).toMatchObject({ ok: false, error: { code: 'calendar-unreadable' } });
});

test('a file that is not there is named', async () => {
  const missing = await readCalendar(path.join(folder, 'none.json'));
  expect(missing).toMatchObject({ error: { detail: expect.stringContaining('none.json cannot be read') } });
});

test('a sample says that it is one, and a calendar of last year that it is over', async () => {
  expect(calendarTrouble(sampleCalendar, '2026-11-02')).toBe('sample-calendar');
  const calendar = await read(notice);
  if (!calendar.ok) throw new Error(calendar.error.detail);
  expect(calendarTrouble(calendar.value, '2028-12-31')).toBeNull();
  expect(calendarTrouble(calendar.value, '2029-01-01')).toBe('calendar-over');
});
