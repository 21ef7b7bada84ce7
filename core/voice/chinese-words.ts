import type { Day } from '../lib/clock.ts';
import { splitDay, splitFen, splitGroups } from './parts.ts';
import { chineseInteger, type Numerals } from './chinese-integer.ts';
import type { ChineseGrammar } from './grammar.ts';

/** The words of one script. The engine reads 零 in a year as well, so 〇 is never used. */
type ChineseWords = Numerals & { readonly point: string; readonly minus: string };

/** The words of a script, and how they are put together. */
export type Reading = { readonly script: ChineseScript; readonly grammar: ChineseGrammar };

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

const scripts: Readonly<Record<ChineseScript, ChineseWords>> = {
  'zh-CN': simplified,
  'zh-Hant': traditional,
};

function numerals({ script, grammar }: Reading): Numerals {
  return grammar.two === 'liang' ? scripts[script] : { ...scripts[script], two: '二' };
}

/** 一十 is said 十 only where the number begins with it: 十五, yet 一千零一十五. */
export function integer(value: bigint, reading: Reading): string {
  if (value < 0n) return scripts[reading.script].minus + integer(-value, reading);
  return chineseInteger(value, numerals(reading)).replace(/^一十/u, '十');
}

/** Before a measure word a lone 2 is 两: 两张, but 十二张. */
export function measured(value: bigint, reading: Reading): string {
  return value === 2n ? scripts[reading.script].two : integer(value, reading);
}

/** A decimal such as `-12.05`: the places behind the point are read one by one. */
export function decimal(text: string, reading: Reading): string {
  const words = scripts[reading.script];
  const [whole = '', fraction = ''] = text.replace(/^-/u, '').split('.');
  const sign = text.startsWith('-') ? words.minus : '';
  const places = fraction === '' ? '' : words.point + digitByDigit(fraction, words.digits);
  return sign + integer(BigInt(whole), reading) + places;
}

export function percent(text: string, reading: Reading): string {
  const sign = text.startsWith('-') ? scripts[reading.script].minus : '';
  return `${sign}百分之${decimal(text.replace(/^-/u, ''), reading)}`;
}

/** 一千零五元零五分; 整 is left to paper. */
export function money(fen: bigint, reading: Reading): string {
  const { minus, yuan, jiao, cent } = splitFen(fen);
  const said = (value: bigint, unit: string) => (value === 0n ? '' : measured(value, reading) + unit);
  const gap = yuan > 0n && jiao === 0n && cent > 0n ? '零' : '';
  const words = said(yuan, '元') + said(jiao, '角') + gap + said(cent, '分');
  return (minus ? scripts[reading.script].minus : '') + (words === '' ? '零元' : words);
}

/** 二零二六年十一月二十二日: the year digit by digit, 二 and never 两. */
export function day(date: Day, reading: Reading): string {
  const { year, month, dayOfMonth } = splitDay(date);
  const yearWords = digitByDigit(year, scripts[reading.script].digits);
  return `${yearWords}年${integer(month, reading)}月${integer(dayOfMonth, reading)}日`;
}

/** 幺三八，零零幺三，八零零零: the commas are the pauses. */
export function digits(text: string, grouping: readonly number[], { script, grammar }: Reading): string {
  const names = scripts[script].digits.replace('一', grammar.phoneOne === 'yao' ? '幺' : '一');
  return splitGroups(text, grouping)
    .map((group) => digitByDigit(group, names))
    .join('，');
}

function digitByDigit(text: string, names: string): string {
  return text.replace(/\d/gu, (digit) => names.charAt(Number(digit))).replace(/X/giu, '艾克斯');
}
