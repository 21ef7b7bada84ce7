import type { Day } from '../lib/clock.ts';
import { splitDay, splitFen, splitGroups } from './parts.ts';
import { chineseInteger, type Numerals } from './chinese-integer.ts';

/** The words of one script. The engine reads 零 in a year as well, so 〇 is never used. */
type ChineseWords = Numerals & { readonly point: string; readonly minus: string };

const simplified: ChineseWords = {
  digits: '零一二三四五六七八九',
  two: '两',
  ten: '十',
  hundred: '百',
  thousand: '千',
  tenThousand: '万',
  hundredMillion: '亿',
  point: '点',
  minus: '负',
};

const traditional: ChineseWords = {
  ...simplified,
  two: '兩',
  tenThousand: '萬',
  hundredMillion: '億',
  point: '點',
  minus: '負',
};

export type ChineseScript = 'zh-CN' | 'zh-Hant';

function wordsOf(script: ChineseScript): ChineseWords {
  return script === 'zh-CN' ? simplified : traditional;
}

/** 一十 is said 十 only where the number begins with it: 十五, yet 一千零一十五. */
export function integer(value: bigint, script: ChineseScript): string {
  const words = wordsOf(script);
  if (value < 0n) return words.minus + integer(-value, script);
  return chineseInteger(value, words).replace(/^一十/u, '十');
}

/** Before a measure word a lone 2 is 两: 两张, but 十二张. */
export function measured(value: bigint, script: ChineseScript): string {
  return value === 2n ? wordsOf(script).two : integer(value, script);
}

/** A decimal such as `-12.05`: the places behind the point are read one by one. */
export function decimal(text: string, script: ChineseScript): string {
  const words = wordsOf(script);
  const [whole = '', fraction = ''] = text.replace(/^-/u, '').split('.');
  const sign = text.startsWith('-') ? words.minus : '';
  const places = fraction === '' ? '' : words.point + digitByDigit(fraction, words.digits);
  return sign + integer(BigInt(whole), script) + places;
}

export function percent(text: string, script: ChineseScript): string {
  const sign = text.startsWith('-') ? wordsOf(script).minus : '';
  return `${sign}百分之${decimal(text.replace(/^-/u, ''), script)}`;
}

/** 一千零五元零五分; 整 is left to paper. */
export function money(fen: bigint, script: ChineseScript): string {
  const { minus, yuan, jiao, cent } = splitFen(fen);
  const said = (value: bigint, unit: string) => (value === 0n ? '' : measured(value, script) + unit);
  const gap = yuan > 0n && jiao === 0n && cent > 0n ? '零' : '';
  const words = said(yuan, '元') + said(jiao, '角') + gap + said(cent, '分');
  return (minus ? wordsOf(script).minus : '') + (words === '' ? '零元' : words);
}

/** 二零二六年十一月二十二日: the year digit by digit, 二 and never 两. */
export function day(date: Day, script: ChineseScript): string {
  const { year, month, dayOfMonth } = splitDay(date);
  const yearWords = digitByDigit(year, wordsOf(script).digits);
  return `${yearWords}年${integer(month, script)}月${integer(dayOfMonth, script)}日`;
}

/** 幺三八，零零幺三，八零零零: 一 and 七 sound alike on a bad loudspeaker, so 1 is 幺; the commas are the pauses. */
export function digits(text: string, grouping: readonly number[], script: ChineseScript): string {
  const names = wordsOf(script).digits.replace('一', '幺');
  return splitGroups(text, grouping)
    .map((group) => digitByDigit(group, names))
    .join('，');
}

function digitByDigit(text: string, names: string): string {
  return text.replace(/\d/gu, (digit) => names.charAt(Number(digit))).replace(/X/giu, '艾克斯');
}
