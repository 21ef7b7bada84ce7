import type { Line } from '../../core/strings/line.ts';

/** The words on keys that belong to the glass and not to a question. */
export const fixedLines = {
  back: { key: 'key.back' },
  repeat: { key: 'key.repeat' },
  where: { key: 'key.where' },
  person: { key: 'key.person' },
  aids: { key: 'key.aids' },
  more: { key: 'key.more' },
  top: { key: 'key.top' },
  slower: { key: 'key.slower' },
  faster: { key: 'key.faster' },
  quieter: { key: 'key.quieter' },
  louder: { key: 'key.louder' },
  previousPage: { key: 'key.previous-page' },
  nextPage: { key: 'key.next-page' },
  eraseDigit: { key: 'pad.erase' },
  enterDigits: { key: 'pad.enter' },
  writeHere: { key: 'handwriting.here' },
  undoStroke: { key: 'handwriting.undo' },
  clearStrokes: { key: 'handwriting.clear' },
  eraseCharacter: { key: 'handwriting.erase' },
  enterWriting: { key: 'handwriting.done' },
  otherCharacters: { key: 'pinyin.more' },
  eraseSpelled: { key: 'pinyin.erase' },
  languageName: { key: 'language.name' },
} as const satisfies Record<string, Line>;
