import type { ReadonlySignal } from '@preact/signals';
import { languages, type Language } from '../../core/strings/language.ts';
import { soundAlike } from '../../core/voice/spoken-language.ts';
import type { Act } from '../customer/act.ts';
import type { Hearing } from './hearing.ts';

/**
 * The keys of the screen of languages. A language is heard in its standard; a dialect leaves a Chinese script as it is.
 * The screen behind comes back and is said: in what has been chosen.
 */
export function createLanguageChoice(
  { dialect }: Pick<Hearing, 'dialect'>,
  language: ReadonlySignal<Language>,
  act: (act: Act) => void,
): (act: Act) => void {
  return (what) => {
    if (what.did === 'choose-language') dialect.value = null;
    if (what.did !== 'choose-dialect') return act(what);
    dialect.value = what.dialect;
    const [chinese] = languages;
    act({
      did: 'choose-language',
      language: soundAlike(language.peek(), chinese) ? language.peek() : chinese,
    });
  };
}
