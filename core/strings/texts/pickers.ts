import { entry } from '../entry.ts';

function month(arabic: number, hanzi: string, english: string) {
  const words = { shown: `${arabic}月`, spoken: `${hanzi}月` };
  return entry(words, words, english);
}

function weekday(simplified: string, traditional: string, english: string) {
  return entry(simplified, traditional, english);
}

/** Number pad, calendar and place picker. */
export const pickerTexts = {
  'phone.erase': entry(
    '按错了可以擦掉，慢慢来。',
    '按錯了可以擦掉，慢慢來。',
    'You can erase a mistake. Take your time.',
  ),
  'phone.too-short': entry(
    '手机号码没按全，请接着按。',
    '手機號碼沒按全，請接著按。',
    'The phone number is too short. Please go on.',
  ),
  'phone.all-same': entry(
    '手机号码全一样，请擦掉重按。',
    '手機號碼全一樣，請擦掉重按。',
    'The phone digits are all the same. Erase them.',
  ),
  'phone.not-a-mobile': entry(
    '这不像手机号，请擦掉重按。',
    '這不像手機號碼，請擦掉重按。',
    'This is no mobile number. Erase and try again.',
  ),

  'calendar.year.ask': entry(
    '请选今天、昨天，或者年份。',
    '請選今天、昨天，或者年份。',
    'Choose today, yesterday, or the year.',
  ),
  'calendar.month.ask': entry('请选月份。', '請選月份。', 'Choose the month.'),
  'calendar.day.ask': entry('请选几号。', '請選幾號。', 'Choose the day.'),
  'calendar.today': entry('今天', '今天', 'Today'),
  'calendar.yesterday': entry('昨天', '昨天', 'Yesterday'),
  'calendar.year': entry('{year}年', '{year}年', '{year}'),
  'calendar.day': entry('{day}号', '{day}號', '{day}'),
  'month.1': month(1, '一', 'January'),
  'month.2': month(2, '二', 'February'),
  'month.3': month(3, '三', 'March'),
  'month.4': month(4, '四', 'April'),
  'month.5': month(5, '五', 'May'),
  'month.6': month(6, '六', 'June'),
  'month.7': month(7, '七', 'July'),
  'month.8': month(8, '八', 'August'),
  'month.9': month(9, '九', 'September'),
  'month.10': month(10, '十', 'October'),
  'month.11': month(11, '十一', 'November'),
  'month.12': month(12, '十二', 'December'),
  'weekday.0': weekday('星期日', '星期日', 'Sunday'),
  'weekday.1': weekday('星期一', '星期一', 'Monday'),
  'weekday.2': weekday('星期二', '星期二', 'Tuesday'),
  'weekday.3': weekday('星期三', '星期三', 'Wednesday'),
  'weekday.4': weekday('星期四', '星期四', 'Thursday'),
  'weekday.5': weekday('星期五', '星期五', 'Friday'),
  'weekday.6': weekday('星期六', '星期六', 'Saturday'),

  'place.province.ask': entry('请先选省份。', '請先選省份。', 'First choose the province.'),
  'place.city.ask': entry('请选城市。', '請選城市。', 'Choose the city.'),
  'place.district.ask': entry('请选区县。', '請選區縣。', 'Choose the district.'),
  'place.name': entry('{place}', '{place}', '{place}'),
  'place.loading': entry(
    '正在准备地名，请等一等。',
    '正在準備地名，請等一等。',
    'The place names are being fetched.',
  ),
  'page.of': entry('第{page}页，一共{pages}页。', '第{page}頁，一共{pages}頁。', 'Page {page} of {pages}.'),
} as const;
