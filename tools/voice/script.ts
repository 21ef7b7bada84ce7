import { clipWords, type ClipWords } from '../../core/voice/clip-words.ts';
import { catalogue, type StringKey } from '../../core/strings/catalogue.ts';
import type { Language } from '../../core/strings/language.ts';
import type { SpokenLanguage } from '../../core/voice/spoken-language.ts';
import { paceMs, roomOf } from './pace.ts';

/** One recording of the script. */
export type ScriptRow = {
  /** Name of the recording: `<clip>.wav`. */
  readonly clip: string;
  readonly words: string;
  readonly how: string;
  /** What stands on the screen meanwhile; empty for words between slots and for atoms. */
  readonly shown: string;
  /** About so long, silence included, at the pace of the pack. */
  readonly seconds: string;
};

const columns = ['clip', 'words', 'how', 'shown', 'seconds'] as const;

/** Everything that a pack of this language needs, in the order in which one would record it. */
export function scriptRows(language: Language, lang: SpokenLanguage): readonly ScriptRow[] {
  return [...clipWords(language)].map(([clip, line]) => ({
    clip,
    words: line.words,
    how: howToSay(clip, line),
    shown: line.whole ? catalogue[clip as StringKey][language].shown : '',
    seconds: secondsOf(line, lang),
  }));
}

/** Of a recording that is joined to others the voice must not fall before its time. */
function howToSay(clip: string, { whole }: ClipWords): string {
  if (whole) return 'a whole sentence, slow, low and soft; the voice falls at its end';
  if (clip.endsWith('.m')) return 'as in the middle of a sentence: the voice stays up';
  if (clip.endsWith('.f')) return 'as at the end of a sentence: the voice falls';
  return 'part of a sentence, a number stands beside it: the voice stays up';
}

function secondsOf({ words, whole }: ClipWords, lang: SpokenLanguage): string {
  const { headMs, tailMs } = roomOf(whole);
  return (Math.max(paceMs(words, lang), headMs + tailMs) / 1000).toFixed(1);
}

/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
export function csvOf(rows: readonly ScriptRow[]): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = [
    columns.join(','),
    ...rows.map((row) => columns.map((column) => cell(row[column])).join(',')),
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

export function markdownOf(rows: readonly ScriptRow[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => row[column].replaceAll('|', '\\|')))),
    '',
  ].join('\n');
}
