import { isLetterKey, keysOf, lettersOn } from '../../pinyin/letter-keys.ts';
import type { Reading } from '../../pinyin/reading-table.ts';
import type { Passage } from '../../pinyin/speller.ts';
import type { Line } from '../../strings/line.ts';
import { otherWay, type Spelling } from '../drafts/spelled.ts';
import type { Choice, LetterPad } from '../screen.ts';
import { choice, line, type Env } from './draw.ts';

/** As with handwriting: as many keys as an old hand hits and an old eye tells apart. */
const offeredTogether = 6;

/** The letter keys as far as a character has been spelled on them. */
export function letterPad({ keys, turns }: Spelling, passage: Passage, speller: Env['speller']): LetterPad {
  if (speller === 'coming') return still('coming', line('pinyin.coming'));
  if (speller === 'missing') return still('unable', line('pinyin.unable'));
  const live = speller.nextKeys(keys);
  if (keys === '') return { ...still('blank', line('pinyin.here')), live };
  const all = speller.offer(keys, passage);
  if (all.length === 0) return { ...still('no-such', line('pinyin.no-such')), letters: [keyNames(keys)] };
  const groups = Math.ceil(all.length / offeredTogether);
  const from = (turns % groups) * offeredTogether;
  return {
    at: 'seen',
    prompt: line('handwriting.which'),
    letters: spellingsOf(all, keys),
    offered: all
      .slice(from, from + offeredTogether)
      .map((reading) => ({ character: reading.character, label: offeredLine(reading) })),
    hasMore: groups > 1,
    live,
  };
}

export function otherWayKey({ isOpen }: Spelling): Choice {
  return isOpen ? choice(otherWay.paper, 'pinyin.leave', null) : choice(otherWay.keys, 'pinyin.open', null);
}

function still(at: LetterPad['at'], prompt: Line): LetterPad {
  return { at, prompt, letters: [], offered: [], hasMore: false, live: [] };
}

/** As many as an old eye takes in at once. */
const mostSpellings = 3;

/** As far as they were typed, in the order of their characters; what a southern ear typed is shown by itself. */
function spellingsOf(all: readonly Reading[], keys: string): readonly string[] {
  const typed = all.map(({ syllable }) => syllable.slice(0, keys.length));
  const spelled = [...new Set(typed)].filter((letters) => keysOf(letters) === keys);
  return spelled.length === 0 ? [keyNames(keys)] : spelled.slice(0, mostSpellings).map(asInBooks);
}

/** ü has its dots again. */
function asInBooks(letters: string): string {
  return letters.replace('v', 'ü').replace(/^([ln])ue$/u, '$1üe');
}

/** Where no syllable tells which of its letters a key means, each stands for its first. */
function keyNames(keys: string): string {
  return Array.from(keys, (key) => (isLetterKey(key) ? lettersOn[key].charAt(0) : '')).join('');
}

/** Said with a word that has it, for one sound has many characters. */
function offeredLine({ character, word }: Reading): Line {
  const text = { kind: 'words', text: character } as const;
  return word === null
    ? line('handwriting.candidate', { text })
    : line('pinyin.candidate', { text, word: { kind: 'words', text: word } });
}
