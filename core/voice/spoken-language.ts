import type { Language } from '../strings/language.ts';

/** The spoken form of each text language. Taiwan's words differ in sound, so Mandarin stands here twice. BCP 47. */
const standards = { 'zh-CN': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en' } as const satisfies Record<
  Language,
  string
>;

/**
 * Dialects that the kiosk has a name for (`dialect.*` in the catalogue); which of them a customer is offered depends on
 * the voice packs that have been verified. Cantonese, Min Nan, Hakka, Wu. BCP 47.
 */
export const dialects = ['yue-Hant-HK', 'nan', 'hak', 'wuu'] as const;
export type Dialect = (typeof dialects)[number];

/** What a sentence is said in: a language, as written, and the dialect it is spoken in; null: its standard. */
export type Tongue = { readonly language: Language; readonly dialect: Dialect | null };

export type SpokenLanguage = (typeof standards)[Language] | Dialect;

export const spokenLanguages: readonly SpokenLanguage[] = [...Object.values(standards), ...dialects];

/** What a text language is spoken as, where the customer has chosen no dialect. */
export function standardOf(language: Language): SpokenLanguage {
  return standards[language];
}

export function isDialect(spoken: string): spoken is Dialect {
  return dialects.some((dialect) => dialect === spoken);
}

/** Both scripts of Chinese are the same sentences to an ear. */
export function soundAlike(one: Language, other: Language): boolean {
  return (one === 'en') === (other === 'en');
}
