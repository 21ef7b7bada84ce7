/** A stretch of a text, UTF-16 places; `to` is not part of it. */
export type Phrase = { readonly from: number; readonly to: number };

/**
 * The phrases of a Chinese sentence, each with its closing mark. A line of large type may hold no more than a dozen
 * characters; it breaks between phrases where it can, so that no word is torn and no mark begins a line.
 */
export function phrasesOf(text: string): readonly Phrase[] {
  const ends = [...text.matchAll(/[，。；：！？、]+/gu)].map((mark) => mark.index + mark[0].length);
  const stops = ends.at(-1) === text.length ? ends : [...ends, text.length];
  return stops.map((to, at) => ({ from: stops[at - 1] ?? 0, to }));
}
