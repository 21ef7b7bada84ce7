import type { Body, Choice, LetterPad, Screen } from '../../core/journeys/screen.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Language } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';
import type { Dialect, Tongue } from '../../core/voice/spoken-language.ts';
import type { Act } from './act.ts';
import { aidKeysOf } from './aids.ts';
import { fixedLines } from './fixed-lines.ts';
import { languageKeysOf } from './language-keys.ts';

/** A key of the screen as it is reached one after the other, without seeing or touching the glass. */
export type WalkedKey = {
  /** The key's own name on its screen. */
  readonly name: string;
  /** What is said on reaching it; null for a figure or its letters, which the loudspeaker never says (I4). */
  readonly line: Line | null;
  /** Where the key is named in another language than its screen. */
  readonly language?: Language;
  /** And said in another dialect than its screen; null: in the standard of that language. */
  readonly dialect?: Dialect | null;
  readonly act: Act;
};

/** In which the key names itself; undefined: as its screen is said. */
export function tongueOf({ language, dialect = null }: WalkedKey): Tongue | undefined {
  return language === undefined ? undefined : { language, dialect };
}

/** Every key that does something, in the order in which they lie: the question's own first, then the fixed ones. */
export function walkedKeys(screen: Screen): readonly WalkedKey[] {
  const asked = (['back', 'repeat', 'where', 'person'] as const)
    .filter((key) => screen.keys[key])
    .map((key): WalkedKey => ({
      name: `fixed:${key}`,
      line: fixedLines[key],
      act: { did: 'ask', for: key },
    }));
  const tuned = (['slower', 'faster', 'quieter', 'louder'] as const).map((to): WalkedKey => ({
    name: `voice:${to}`,
    line: fixedLines[to],
    act: { did: 'tune-voice', to },
  }));
  const aids: WalkedKey = { name: 'fixed:aids', line: fixedLines.aids, act: { did: 'ask-aids' } };
  const inPanel = screen.body.kind === 'aids' && screen.body.hasVoice;
  const rest = [...asked, ...(inPanel ? [] : tuned), aids];
  return [...bodyKeys(screen.body), ...rest];
}

function bodyKeys(body: Body): readonly WalkedKey[] {
  switch (body.kind) {
    case 'wake':
      return [{ name: 'wake', line: null, act: { did: 'touch' } }];
    case 'choices':
    case 'review':
      return body.choices.map(choiceKey);
    case 'grid':
      return [...body.choices.map(choiceKey), ...pageKeys(body)];
    case 'languages':
      return languageKeysOf(body);
    case 'number-pad':
      return padKeys(body.digits);
    case 'aids':
      return aidKeysOf(body);
    case 'handwriting':
      return writingKeys(body);
    case 'wait':
      return [];
    default:
      return unreachable(body);
  }
}

function choiceKey({ id, label }: Choice): WalkedKey {
  return { name: `choice:${id}`, line: label, act: { did: 'choose', choice: id } };
}

function pageKeys({ page, pages }: Extract<Body, { kind: 'grid' }>): readonly WalkedKey[] {
  const before: WalkedKey = {
    name: 'page:previous',
    line: fixedLines.previousPage,
    act: { did: 'turn-page', direction: -1 },
  };
  const next: WalkedKey = {
    name: 'page:next',
    line: fixedLines.nextPage,
    act: { did: 'turn-page', direction: 1 },
  };
  return [...(page > 0 ? [before] : []), ...(page < pages - 1 ? [next] : [])];
}

/** Writing by hand takes eyes; what has been written can be taken back, handed in or left out without. */
function writingKeys({
  written,
  letterPad,
  otherWay,
  skip,
}: Extract<Body, { kind: 'handwriting' }>): readonly WalkedKey[] {
  const erase: WalkedKey = {
    name: 'written:erase',
    line: fixedLines.eraseCharacter,
    act: { did: 'erase-character' },
  };
  const enter: WalkedKey = {
    name: 'written:enter',
    line: fixedLines.enterWriting,
    act: { did: 'enter-writing' },
  };
  const own = letterPad === null ? (written === '' ? [] : [erase]) : spellingKeys(letterPad, written);
  return [...own, choiceKey(otherWay), choiceKey(skip), enter];
}

/** The digits of the keypad lie under the same letters, and its key for taking back does that here too. */
function spellingKeys({ offered, hasMore, letters, live }: LetterPad, written: string): readonly WalkedKey[] {
  const more: WalkedKey = {
    name: 'offered:more',
    line: fixedLines.otherCharacters,
    act: { did: 'turn-page', direction: 1 },
  };
  const erase: WalkedKey = {
    name: 'pad:erase',
    line: fixedLines.eraseSpelled,
    act: { did: 'erase-character' },
  };
  return [
    ...offered.map(({ character, label }): WalkedKey => ({
      name: `candidate:${character}`,
      line: label,
      act: { did: 'write-character', character },
    })),
    ...(hasMore ? [more] : []),
    ...(letters.length === 0 && written === '' ? [] : [erase]),
    ...live.map((key): WalkedKey => ({
      name: `digit:${key}`,
      line: null,
      act: { did: 'press-letters', key },
    })),
  ];
}

/** As on a telephone: one to nine, then erase, nought and the end. */
function padKeys(digits: string): readonly WalkedKey[] {
  const figure = (digit: string): WalkedKey => ({
    name: `digit:${digit}`,
    line: null,
    act: { did: 'press-digit', digit },
  });
  const erase: WalkedKey = { name: 'pad:erase', line: fixedLines.eraseDigit, act: { did: 'erase-digit' } };
  const enter: WalkedKey = { name: 'pad:enter', line: fixedLines.enterDigits, act: { did: 'enter-digits' } };
  return Array.from('123456789', figure).concat(digits === '' ? [] : [erase], figure('0'), enter);
}
