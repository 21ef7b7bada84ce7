import { catalogue, type StringKey } from './catalogue.ts';
import type { Language } from './language.ts';
import { renderLine } from './render.ts';
import { sampleLine } from './sample-slots.ts';
import { standIns } from './slot-run.ts';

/** What a voice pack records of the catalogue, atoms of numbers left out. `whole`: a sentence; else words between slots. */
export type Recordable = { readonly clip: string; readonly words: string; readonly whole: boolean };

/**
 * Every clip that some line of this language can need. Lines that hold a name or a place need none: nobody has recorded
 * a name, and a voice does not change in the middle of a sentence.
 */
export function recordables(language: Language): readonly Recordable[] {
  const found = new Map<string, Recordable>();
  for (const key of Object.keys(catalogue) as StringKey[]) {
    for (const privacy of ['public', 'private'] as const) {
      const { fixed, spoken, parts = [] } = renderLine(sampleLine(key), language, privacy);
      if (fixed) found.set(key, { clip: key, words: spoken, whole: true });
      if (parts.some((part) => part.kind === 'free')) continue;
      for (const part of parts) {
        const words = part.kind === 'words' ? bareWords(part.text) : '';
        if (part.kind !== 'words' || words === '' || found.has(part.clip)) continue;
        found.set(part.clip, { clip: part.clip, words, whole: false });
      }
    }
  }
  for (const [clip, words] of Object.entries(standIns)) {
    if (!found.has(clip)) found.set(clip, { clip, words: words[language], whole: false });
  }
  return [...found.values()];
}

/** Words without the punctuation around them: that becomes a pause. */
export function bareWords(text: string): string {
  return text.replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '');
}
