import type { Language } from './language.ts';

/**
 * - `silent`: nothing would be heard
 * - `digits`: engines read them wrongly (I10)
 * - `latin`: a Chinese voice spells or skips letters
 * - `hanzi`: an English voice says "Chinese letter" for each
 */
export type SpeechFault = 'silent' | 'digits' | 'latin' | 'hanzi';

/** Why words must not reach a voice of this language; null when they may. */
export function speechFault(words: string, language: Language): SpeechFault | null {
  if (!/[\p{L}]/u.test(words)) return /\p{Nd}/u.test(words) ? 'digits' : 'silent';
  if (/\p{Nd}/u.test(words)) return 'digits';
  if (language === 'en') return /\p{Script=Han}/u.test(words) ? 'hanzi' : null;
  return /\p{Script=Latin}/u.test(words) ? 'latin' : null;
}
