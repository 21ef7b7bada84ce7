import type { Language } from '../../core/strings/language.ts';
import type { RenderedLine } from '../../core/strings/line.ts';
import type { Level } from '../../core/voice/choose.ts';
import type { Fate } from '../../core/voice/utterance.ts';
import type { Caption } from './captions.ts';

/** Hears what becomes of each line, by its index: once, in order. */
export type OnEnded = (line: number, fate: Fate) => void;

/** What is said now, and what has come of it so far. */
export type Turn = {
  readonly lines: readonly RenderedLine[];
  readonly language: Language;
  readonly onEnded: OnEnded;
  /** By what each line began to sound; a line that nothing could sound is not in it. */
  readonly levels: Map<number, Level>;
  /** A sound of it did not begin or did not go on. */
  isStuck: boolean;
};

export function newTurn(
  lines: readonly RenderedLine[],
  language: Language,
  onEnded: OnEnded = () => {},
): Turn {
  return { lines, language, onEnded, levels: new Map(), isStuck: false };
}

/** The words of a line as they are spoken. */
export function captionOf({ lines, language }: Turn, line: number): Caption | null {
  const spoken = lines[line]?.spoken;
  return spoken === undefined ? null : { text: spoken, language };
}
