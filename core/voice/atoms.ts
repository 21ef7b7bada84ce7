import type { Language } from '../strings/language.ts';
import { englishNumberWords } from './english-words.ts';

/**
 * The clips that numbers are put together from, and what each says. Every atom is recorded twice: in the middle of a
 * sentence (`n.3.m`) and at its end (`n.3.f`), because a voice falls at the end.
 */
export const atomForms = ['m', 'f'] as const;
export type AtomForm = (typeof atomForms)[number];

const chineseAtoms = {
  'n.0': '零',
  'n.1': '一',
  'n.2': '二',
  'n.3': '三',
  'n.4': '四',
  'n.5': '五',
  'n.6': '六',
  'n.7': '七',
  'n.8': '八',
  'n.9': '九',
  'n.10': '十',
  'n.100': '百',
  'n.1000': '千',
  'n.1e4': '万',
  'n.1e8': '亿',
  'n.liang': '两',
  'n.yao': '幺',
  'n.point': '点',
  'n.neg': '负',
  'u.yuan': '元',
  'u.jiao': '角',
  'u.fen': '分',
  'd.year': '年',
  'd.month': '月',
  'd.day': '日',
  pct: '百分之',
  'letter.X': '艾克斯',
} as const;

const traditional: Readonly<Record<string, string>> = {
  ...chineseAtoms,
  'n.1e4': '萬',
  'n.1e8': '億',
  'n.liang': '兩',
  'n.point': '點',
  'n.neg': '負',
};

/** `w.hundred` says hundred; `letter.X` is the X of a card number. */
const englishAtoms: Readonly<Record<string, string>> = {
  ...Object.fromEntries(englishNumberWords.map((word) => [`w.${word.replaceAll(' ', '-')}`, word])),
  'letter.X': 'X',
};

const atomsOf: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': chineseAtoms,
  'zh-Hant': traditional,
  en: englishAtoms,
};

/** Atom → what it says. */
export function atoms(language: Language): Readonly<Record<string, string>> {
  return atomsOf[language];
}

/** A step of a spoken number: an atom, or the pause between two groups. `at`: its first character in the words. */
export type AtomStep =
  | { readonly kind: 'atom'; readonly atom: string; readonly at: number; readonly length: number }
  | { readonly kind: 'pause' };

/**
 * The atoms of a number that the planner of number-words.ts has put into words: what is read is decided there, once.
 *
 * @returns null when a word has no atom
 */
export function atomSteps(words: string, language: Language): readonly AtomStep[] | null {
  const steps: AtomStep[] = [];
  for (let at = 0; at < words.length;) {
    const gap = /^[，,\s-]+/u.exec(words.slice(at))?.[0] ?? '';
    if (/[，,]/u.test(gap)) steps.push({ kind: 'pause' });
    at += gap.length;
    if (at === words.length) break;
    const found = atomAt(words, at, language);
    if (found === null) return null;
    steps.push(found);
    at += found.length;
  }
  return steps;
}

type Atom = Extract<AtomStep, { readonly kind: 'atom' }>;

/** The longest atom that stands here: 百分之 before 百, seventeen before seven. */
function atomAt(words: string, at: number, language: Language): Atom | null {
  const found = longestFirst[language].find(([, says]) => words.startsWith(says, at));
  return found === undefined ? null : { kind: 'atom', atom: found[0], at, length: found[1].length };
}

const longestFirst: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  'zh-CN': byLength('zh-CN'),
  'zh-Hant': byLength('zh-Hant'),
  en: byLength('en'),
};

function byLength(language: Language): readonly (readonly [string, string])[] {
  return Object.entries(atomsOf[language]).toSorted(([, one], [, other]) => other.length - one.length);
}
