/** The letters as they lie on a telephone; pinyin has no v of its own, so ü stands there. */
export const lettersOn = {
  '2': 'abc',
  '3': 'def',
  '4': 'ghi',
  '5': 'jkl',
  '6': 'mno',
  '7': 'pqrs',
  '8': 'tuv',
  '9': 'wxyz',
} as const;
export type LetterKey = keyof typeof lettersOn;
export const letterKeys = ['2', '3', '4', '5', '6', '7', '8', '9'] as const satisfies readonly LetterKey[];

const keyOf: ReadonlyMap<string, LetterKey> = new Map(
  letterKeys.flatMap((key) => Array.from(lettersOn[key], (letter) => [letter, key] as const)),
);

/** The keys that spell a syllable: `lu` is 58. What is no letter is left out. */
export function keysOf(syllable: string): string {
  return Array.from(syllable, (letter) => keyOf.get(letter) ?? '').join('');
}

export function isLetterKey(digit: string): digit is LetterKey {
  return digit in lettersOn;
}
