import type { Day } from '../lib/clock.ts';
import { unreachable } from '../lib/unreachable.ts';
import type { Language } from '../strings/language.ts';
import type { SpokenValue } from '../strings/line.ts';
import * as chinese from './chinese-words.ts';
import * as english from './english-words.ts';
import { mandarin, type ChineseGrammar } from './grammar.ts';

/*
 * The planner: numbers become words before any engine sees them, because engines misread digits (30000元 is read as
 * three million by one of them) and an amount read a hundred times too large is not a slip of the tongue.
 */

/** A whole number: 一万零八十六. */
export function integerWords(value: bigint, language: Language, grammar = mandarin): string {
  return language === 'en' ? english.integer(value) : chinese.integer(value, { script: language, grammar });
}

/** A whole number before what it counts: 两张, 十二张. */
export function countWords(value: bigint, language: Language, grammar = mandarin): string {
  return language === 'en' ? english.integer(value) : chinese.measured(value, { script: language, grammar });
}

/** @param text a decimal without exponent or separators, `-12.05` */
export function decimalWords(text: string, language: Language, grammar = mandarin): string {
  return language === 'en' ? english.decimal(text) : chinese.decimal(text, { script: language, grammar });
}

/** @param text per cent as a decimal, `2.5` */
export function percentWords(text: string, language: Language, grammar = mandarin): string {
  return language === 'en' ? english.percent(text) : chinese.percent(text, { script: language, grammar });
}

/** @param fen integer fen */
export function moneyWords(fen: bigint, language: Language, grammar = mandarin): string {
  return language === 'en' ? english.money(fen) : chinese.money(fen, { script: language, grammar });
}

export function dayWords(day: Day, language: Language, grammar = mandarin): string {
  return language === 'en' ? english.day(day) : chinese.day(day, { script: language, grammar });
}

/** Phone, card and policy numbers and their tails, one digit at a time, with a pause between groups. */
export function digitWords(
  digits: string,
  grouping: readonly number[],
  language: Language,
  grammar = mandarin,
): string {
  if (language === 'en') return english.digits(digits, grouping);
  return chinese.digits(digits, grouping, { script: language, grammar });
}

/**
 * Digits inside a sentence of our own. One or two of them are a number (30 秒), more are a hotline or the like (95519),
 * which is safe to read one by one.
 */
export function literalWords(digits: string, language: Language): string {
  return /^(?:0|[1-9]\d?)$/u.test(digits)
    ? integerWords(BigInt(digits), language)
    : digitWords(digits, [], language);
}

/** @param grammar how the voice that will say it puts Chinese numbers together */
export function valueWords(
  value: SpokenValue,
  language: Language,
  grammar: ChineseGrammar = mandarin,
): string {
  switch (value.kind) {
    case 'count': {
      const words = value.measured ? countWords : integerWords;
      return words(BigInt(value.value), language, grammar);
    }
    case 'day':
      return dayWords(value.day, language, grammar);
    case 'money':
      return moneyWords(BigInt(value.fen), language, grammar);
    case 'digits':
      return digitWords(value.digits, value.grouping, language, grammar);
    case 'percent':
      return percentWords(value.value, language, grammar);
    default:
      return unreachable(value);
  }
}
