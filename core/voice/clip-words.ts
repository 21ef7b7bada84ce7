import type { Language } from '../strings/language.ts';
import { recordables } from '../strings/recordable.ts';
import { atomForms, atoms } from './atoms.ts';

/** A clip of a complete pack. `whole`: a sentence of its own; else it is joined to others. */
export type ClipWords = { readonly words: string; readonly whole: boolean };

/** Every clip that a complete pack of this text language holds, and what each says: the recording script. */
export function clipWords(language: Language): ReadonlyMap<string, ClipWords> {
  const clips = new Map<string, ClipWords>();
  for (const { clip, words, whole } of recordables(language)) clips.set(clip, { words, whole });
  for (const [atom, words] of Object.entries(atoms(language))) {
    for (const form of atomForms) clips.set(`${atom}.${form}`, { words, whole: false });
  }
  return clips;
}
