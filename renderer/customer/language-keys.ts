import type { Body } from '../../core/journeys/screen.ts';
import { languages, type Language } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';
import type { Dialect } from '../../core/voice/spoken-language.ts';
import { dialectName } from '../voice/dialects.ts';
import type { Act } from './act.ts';
import { fixedLines } from './fixed-lines.ts';

/** A key that chooses what one reads and hears. */
export type LanguageKey = {
  readonly name: string;
  readonly line: Line;
  /** In which it names itself, so that whoever can read it, or hear it, finds it. */
  readonly language: Language;
  readonly dialect: Dialect | null;
  readonly act: Act;
};

type LanguagesBody = Extract<Body, { readonly kind: 'languages' }>;

/** Mandarin, then the dialects of the same people, then the other languages. */
export function languageKeysOf({ dialects }: LanguagesBody): readonly LanguageKey[] {
  const [mandarin, ...others] = languages.map((language): LanguageKey => ({
    name: `language:${language}`,
    line: fixedLines.languageName,
    language,
    dialect: null,
    act: { did: 'choose-language', language },
  }));
  const inDialect = dialects.map((dialect): LanguageKey => ({
    name: `dialect:${dialect}`,
    line: dialectName(dialect),
    language: languages[0],
    dialect,
    act: { did: 'choose-dialect', dialect },
  }));
  return mandarin === undefined ? inDialect : [mandarin, ...inDialect, ...others];
}
