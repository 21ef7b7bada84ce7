import type { Language } from '../../core/strings/language.ts';
import type { StringKey } from '../../core/strings/catalogue.ts';
import type { Scene } from './scene.ts';
import { wordsOf } from './words.ts';

const foreign: readonly Language[] = ['zh-Hant', 'en'];

/** Where the way out is a key that names the customer's own language in it, and where only the way back is left. */
const hasLanguageKey: readonly StringKey[] = ['greeting.title', 'menu.title'];
const hasBackOnly: readonly StringKey[] = ['awaiting-card.title', 'confirming.title'];

/** Whoever has struck another language by accident finds the way back to their own. */
export const astray: readonly Scene[] = foreign.flatMap((language) => {
  const press = (title: StringKey, key: StringKey): Scene => ({
    name: `${title} (${language})`,
    title: wordsOf(title, undefined, language),
    deed: { does: 'press', keys: [wordsOf(key, undefined, language)] },
  });
  return [
    ...hasLanguageKey.map((title) => press(title, 'greeting.language')),
    ...hasBackOnly.map((title) => press(title, 'key.back')),
    {
      ...press('languages.title', 'key.back'),
      deed: { does: 'press', keys: [wordsOf('language.name')] },
    },
  ];
});
