import type { LetterKey } from '../../core/pinyin/letter-keys.ts';
import type { Language } from '../../core/strings/language.ts';
import type { Dialect } from '../../core/voice/spoken-language.ts';
import type { LookChange } from './look.ts';

/** `touch`: a key is said under the finger and chosen by lifting it; `digits`: digits that are pressed are said aloud. */
export type HearingChange = 'touch' | 'digits';

/** What a customer did on the screen. `renderer/start` turns it into an event of the journey or a word to the voice. */
export type Act =
  | { readonly did: 'touch' }
  /** A sign of life that answers nothing, such as turning a page. */
  | { readonly did: 'stir' }
  | { readonly did: 'choose'; readonly choice: string }
  | { readonly did: 'choose-language'; readonly language: Language }
  /** To be spoken to in it from now on; null: in the standard of the text language. */
  | { readonly did: 'choose-dialect'; readonly dialect: Dialect | null }
  | { readonly did: 'press-digit'; readonly digit: string }
  | { readonly did: 'press-letters'; readonly key: LetterKey }
  | { readonly did: 'erase-digit' }
  | { readonly did: 'enter-digits' }
  | { readonly did: 'write-character'; readonly character: string }
  | { readonly did: 'erase-character' }
  | { readonly did: 'enter-writing' }
  | { readonly did: 'turn-page'; readonly direction: 1 | -1 }
  | { readonly did: 'ask'; readonly for: 'back' | 'repeat' | 'where' | 'person' }
  | { readonly did: 'ask-aids' }
  | { readonly did: 'leave-aids' }
  | { readonly did: 'change-look'; readonly to: LookChange }
  | { readonly did: 'change-hearing'; readonly to: HearingChange }
  | { readonly did: 'tune-voice'; readonly to: 'slower' | 'faster' | 'quieter' | 'louder' };
