import type { Language } from './language.ts';

/** One sentence in one language; `{slot}` marks a slot. */
type Words = {
  readonly shown: string;
  /** For the loudspeaker, where it is worded differently from `shown`: without personal data, without digits. */
  readonly spoken?: string;
  /** For the handset, where it may say more than the public form. */
  readonly private?: string;
};

/** One sentence in every language of the kiosk. */
export type Entry = Readonly<Record<Language, Words>>;

/** A plain string is shown and spoken alike. */
export function entry(
  simplified: string | Words,
  traditional: string | Words,
  english: string | Words,
): Entry {
  return { 'zh-CN': words(simplified), 'zh-Hant': words(traditional), en: words(english) };
}

function words(text: string | Words): Words {
  return typeof text === 'string' ? { shown: text } : text;
}
