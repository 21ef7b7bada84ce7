import type { Mark } from './pack.ts';

/** A word event of an engine. */
export type WordEvent = {
  /** First character of the word in the text, counted in code points from 1. */
  readonly position: number;
  /** Milliseconds into the sound. */
  readonly atMs: number;
};

/**
 * Marks from an engine's word events. The engine's own word length is useless for Hanzi, so a word reaches to the next
 * one; its punctuation lights with it.
 */
export function marksFrom(text: string, words: readonly WordEvent[]): readonly Mark[] {
  const places = utf16Places(text);
  const placeOf = (word: WordEvent | undefined) =>
    (word === undefined ? undefined : places[word.position - 1]) ?? text.length;
  return words
    .map((word, at): Mark => [placeOf(word), placeOf(words[at + 1]), Math.max(0, Math.round(word.atMs))])
    .filter(([start, end]) => start < end);
}

/** Where each code point begins; rare name characters take two UTF-16 units. */
function utf16Places(text: string): readonly number[] {
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    places.push(place);
    place += character.length;
  }
  return places;
}
