import type { LetterKey } from '../../core/pinyin/letter-keys.ts';
import type { Line } from '../../core/strings/line.ts';

/** The words on the letter keys, by the digit under which they lie on a telephone. */
export const letterLines = {
  '2': { key: 'pinyin.letters.abc' },
  '3': { key: 'pinyin.letters.def' },
  '4': { key: 'pinyin.letters.ghi' },
  '5': { key: 'pinyin.letters.jkl' },
  '6': { key: 'pinyin.letters.mno' },
  '7': { key: 'pinyin.letters.pqrs' },
  '8': { key: 'pinyin.letters.tuv' },
  '9': { key: 'pinyin.letters.wxyz' },
} as const satisfies Record<LetterKey, Line>;
