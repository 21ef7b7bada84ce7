import { surnames } from './surnames.ts';

/** What kind of words is being written; it tells likely characters from unlikely ones. */
export const writingContexts = ['name', 'place'] as const;
export type WritingContext = (typeof writingContexts)[number];

/** `expected`: it begins or goes on with a known word here; `usual`: such words have it somewhere. */
export type Fit = (character: string) => 'expected' | 'usual' | null;

export const fitNobody: Fit = () => null;

/** The first character of a name is a surname, or begins one of two characters, which the second then completes. */
export function fitSurname(written: string): Fit {
  return (character) => (startsOfSurnames.has(written + character) ? 'expected' : null);
}

const startsOfSurnames = new Set(
  surnames.flatMap((surname) => {
    const characters = Array.from(surname);
    return characters.map((_, at) => characters.slice(0, at + 1).join(''));
  }),
);

/** Known words of places, looked up by how they begin. */
export type PlaceWords = {
  /** Every beginning of a word, two characters or longer. */
  readonly beginnings: ReadonlySet<string>;
  readonly characters: ReadonlySet<string>;
};

/** Stand in the names of streets and houses rather than of districts. */
const streetWords =
  '路街道巷弄里胡同大院小区花园苑村庄屯组镇乡社区新城家园公寓单元幢栋楼号室层东南西北中前后上下';

/** @param names of places, such as 积石山县 */
export function placeWordsOf(names: Iterable<string>): PlaceWords {
  const beginnings = new Set<string>();
  const characters = new Set<string>(streetWords);
  for (const name of names) {
    const parts = Array.from(name);
    parts.forEach((character, at) => {
      characters.add(character);
      if (at > 0) beginnings.add(parts.slice(0, at + 1).join(''));
    });
  }
  return { beginnings, characters };
}

/** The next character of a place is expected where some end of what is written and it begin a known word. */
export function fitPlace(words: PlaceWords, written: string): Fit {
  const parts = Array.from(written);
  // Of what begins no word nothing can go on with one.
  const ends = parts
    .map((_, at) => parts.slice(at).join(''))
    .filter((end, at) => at === parts.length - 1 || words.beginnings.has(end));
  return (character) => {
    if (ends.some((end) => words.beginnings.has(end + character))) return 'expected';
    return words.characters.has(character) ? 'usual' : null;
  };
}
