import type { Day } from '../lib/clock.ts';
import { splitDay, splitFen, splitGroups } from './parts.ts';

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const irregularOrdinals: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

const units = [
  { worth: 1_000_000_000_000n, name: 'trillion' },
  { worth: 1_000_000_000n, name: 'billion' },
  { worth: 1_000_000n, name: 'million' },
  { worth: 1_000n, name: 'thousand' },
  { worth: 100n, name: 'hundred' },
] as const;

/** Every word that a number or a date is read with. */
export const englishNumberWords: readonly string[] = [
  ...small,
  ...tens.slice(2),
  ...units.map(({ name }) => name),
  ...Array.from({ length: 20 }, (_, at) => ordinal(BigInt(at + 1))),
  'thirtieth',
  ...months,
  'minus',
  'point',
  'per cent',
  'yuan',
  'and',
  'the',
  'of',
  'oh',
];

export function monthName(month: bigint): string {
  return months[Number(month) - 1] ?? '';
}

/** one thousand and five; twelve thousand three hundred and forty-five. */
export function integer(value: bigint): string {
  if (value < 0n) return `minus ${integer(-value)}`;
  const unit = units.find(({ worth }) => value >= worth);
  if (unit === undefined) return underHundred(Number(value));
  const head = `${integer(value / unit.worth)} ${unit.name}`;
  const rest = value % unit.worth;
  if (rest === 0n) return head;
  return `${head} ${rest < 100n ? 'and ' : ''}${integer(rest)}`;
}

function underHundred(value: number): string {
  const word = small[value];
  if (word !== undefined) return word;
  const ten = tens[Math.floor(value / 10)] ?? '';
  return value % 10 === 0 ? ten : `${ten}-${small[value % 10] ?? ''}`;
}

/** A decimal such as `-12.05`. */
export function decimal(text: string): string {
  const [whole = '', fraction = ''] = text.replace(/^-/u, '').split('.');
  const places = fraction === '' ? '' : ` point ${digitByDigit(fraction)}`;
  return (text.startsWith('-') ? 'minus ' : '') + integer(BigInt(whole)) + places;
}

export function percent(text: string): string {
  return `${decimal(text)} per cent`;
}

/** one thousand and five point zero five yuan. */
export function money(fen: bigint): string {
  const { minus, yuan, jiao, cent } = splitFen(fen);
  const places = cent > 0n ? `.${jiao}${cent}` : jiao > 0n ? `.${jiao}` : '';
  return `${minus ? 'minus ' : ''}${decimal(`${yuan}${places}`)} yuan`;
}

/** the twenty-second of November twenty twenty-six. */
export function day(date: Day): string {
  const { year, month, dayOfMonth } = splitDay(date);
  return `the ${ordinal(dayOfMonth)} of ${monthName(month)} ${yearWords(year)}`;
}

function ordinal(value: bigint): string {
  return integer(value).replace(/[a-z]+$/u, (last) => {
    return irregularOrdinals[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  });
}

/** nineteen fifty, nineteen oh five, nineteen hundred, two thousand and six, twenty twenty-six. */
function yearWords(year: string): string {
  const century = BigInt(year.slice(0, 2));
  const rest = Number(year.slice(2));
  if (century % 10n === 0n && rest < 10) return integer(BigInt(year));
  if (rest === 0) return `${integer(century)} hundred`;
  return `${integer(century)} ${rest < 10 ? 'oh ' : ''}${underHundred(rest)}`;
}

/** one three eight, zero zero one three, eight zero zero zero: the commas are the pauses. */
export function digits(text: string, grouping: readonly number[]): string {
  return splitGroups(text, grouping).map(digitByDigit).join(', ');
}

function digitByDigit(text: string): string {
  return Array.from(text, (sign) => small[Number(sign)] ?? sign).join(' ');
}
