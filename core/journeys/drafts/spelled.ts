import { isLetterKey } from '../../pinyin/letter-keys.ts';

/** A character that is being spelled on letter keys, and whether those lie on the glass in place of the paper. */
export type Spelling = {
  readonly isOpen: boolean;
  /** The letter keys pressed, as digits; at most `mostTyped`. */
  readonly keys: string;
  /** How often other characters were asked for; it goes round. */
  readonly turns: number;
};

/** Nothing typed, on paper. */
export const onPaper: Spelling = { isOpen: false, keys: '', turns: 0 };

/** As many as the longest syllable has letters: zhuang. */
export const mostTyped = 6;

/** The question's key that changes paper to letter keys and back. */
export const otherWay = { keys: 'by-pinyin', paper: 'by-hand' } as const;

/** Null where the key is no letter key, or no syllable is so long. */
export function withKey(spelling: Spelling, key: string): Spelling | null {
  return spelling.isOpen && isLetterKey(key) && spelling.keys.length < mostTyped
    ? { ...spelling, keys: spelling.keys + key, turns: 0 }
    : null;
}

/** Null where there is no letter to take back. */
export function withoutLastKey(spelling: Spelling): Spelling | null {
  return spelling.isOpen && spelling.keys !== ''
    ? { ...spelling, keys: spelling.keys.slice(0, -1), turns: 0 }
    : null;
}
