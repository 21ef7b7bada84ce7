import type { SpokenLanguage } from '../../core/voice/spoken-language.ts';

/** Silence about a recording: a sentence carries the pause behind it, words that are joined to others only a breath. */
export const roomOf = (whole: boolean) => ({ headMs: 30, tailMs: whole ? 250 : 60 });

/** Han characters a minute, pauses included, at which recorded voices speak (accessibility.md 6.2). */
export const hanAMinute = 160;
/** English words a minute: the slow end of what young and old find most comfortable (accessibility.md 6.1). */
const wordsAMinute = 150;
/** A clip may be so much faster or slower. */
export const paceTolerance = 0.1;
/** Of a shorter clip the rate says nothing: half of it is the pause. */
const fewestUnits = 6;

/** What the rate of a language counts: Han characters, or words. */
export function unitsIn(words: string, lang: SpokenLanguage): number {
  const pattern = lang === 'en' ? /[\p{L}’']+/gu : /\p{Script=Han}/gu;
  return words.match(pattern)?.length ?? 0;
}

export function unitsAMinute(lang: SpokenLanguage): number {
  return lang === 'en' ? wordsAMinute : hanAMinute;
}

/** How long the words should take, silence about them included, ms. */
export function paceMs(words: string, lang: SpokenLanguage): number {
  return (unitsIn(words, lang) * 60_000) / unitsAMinute(lang);
}

/** Rate of a clip in characters or words a minute; null where it is too short to have one. */
export function paceOf(words: string, lang: SpokenLanguage, ms: number): number | null {
  const units = unitsIn(words, lang);
  return units < fewestUnits ? null : (units * 60_000) / ms;
}

export function keepsPace(pace: number, lang: SpokenLanguage): boolean {
  return Math.abs(pace / unitsAMinute(lang) - 1) <= paceTolerance;
}
