import {
  fitPlace,
  fitSurname,
  type Fit,
  type PlaceWords,
  type WritingContext,
} from '../handwriting/context.ts';
import { keysOf, letterKeys, type LetterKey } from './letter-keys.ts';
import type { Reading, ReadingTable } from './reading-table.ts';
import { southernSpellings } from './southern.ts';

/** What is being written, as far as it has come. */
export type Passage = { readonly context: WritingContext; readonly written: string };

/** Turns pressed letter keys into characters. Pure, and never asked to choose: it only orders. */
export type Speller = {
  /** Everything that the keys may spell, the likeliest first, each character once; nothing where no key was pressed. */
  readonly offer: (keys: string, passage: Passage) => readonly Reading[];
  /** The keys that lead on to some syllable. */
  readonly nextKeys: (keys: string) => readonly LetterKey[];
};

/** One way to spell a syllable. */
type Way = { readonly syllable: string; readonly keys: string; readonly isSouthern: boolean };

export function createSpeller(table: ReadingTable, places: PlaceWords): Speller {
  const ways = [...table.keys()].flatMap(waysOf);
  return {
    offer(keys, { context, written }) {
      if (keys === '') return [];
      const fit = context === 'name' ? fitSurname(written) : fitPlace(places, written);
      return rankOf(ways, keys)
        .flatMap((syllables) =>
          ordered(
            syllables.flatMap((syllable) => table.get(syllable) ?? []),
            fit,
          ),
        )
        .filter(isFirstOfItsCharacter());
    },
    nextKeys: (keys) => letterKeys.filter((key) => ways.some((way) => way.keys.startsWith(keys + key))),
  };
}

function waysOf(syllable: string): readonly Way[] {
  const southern = southernSpellings(syllable).map((spelling) => ({
    syllable,
    keys: keysOf(spelling),
    isSouthern: true,
  }));
  return [{ syllable, keys: keysOf(syllable), isSouthern: false }, ...southern];
}

/**
 * Syllables in four ranks, each in the first that is its own: spelled out, spelled out by a southern ear, begun, begun by
 * a southern ear.
 */
function rankOf(ways: readonly Way[], keys: string): readonly (readonly string[])[] {
  const ranks: string[][] = [[], [], [], []];
  for (const way of ways) {
    if (!way.keys.startsWith(keys)) continue;
    ranks[(way.isSouthern ? 1 : 0) + (way.keys === keys ? 0 : 2)]?.push(way.syllable);
  }
  return ranks;
}

/** What goes on with a known word stands first; a usual character may be so much rarer than an unusual one: some e². */
const fitWeights = { expected: 100, usual: 4 } as const;

function ordered(readings: readonly Reading[], fit: Fit): readonly Reading[] {
  return readings
    .map((reading) => {
      const fits = fit(reading.character);
      return { reading, weight: reading.weight + (fits === null ? 0 : fitWeights[fits]) };
    })
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ reading }) => reading);
}

function isFirstOfItsCharacter(): (reading: Reading) => boolean {
  const met = new Set<string>();
  return ({ character }) => {
    if (met.has(character)) return false;
    met.add(character);
    return true;
  };
}
