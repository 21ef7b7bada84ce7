import type { RenderedLine } from '../../core/strings/line.ts';
import type { Level } from '../../core/voice/choose.ts';
import type { Fate } from '../../core/voice/utterance.ts';
import type { Tongue } from '../../core/voice/spoken-language.ts';
import type { Caption } from './captions.ts';
import { standInNotice } from './dialects.ts';

/** Hears what becomes of each line, by its index: once, in order. */
export type OnEnded = (line: number, fate: Fate) => void;

/** What is said now, and what has come of it so far. */
export type Turn = {
  readonly lines: readonly RenderedLine[];
  /** What it is meant to be heard in. */
  readonly tongue: Tongue;
  readonly onEnded: OnEnded;
  /** By what each line began to sound; a line that nothing could sound is not in it. */
  readonly levels: Map<number, Level>;
  /** A sound of it did not begin or did not go on. */
  isStuck: boolean;
};

export function newTurn(lines: readonly RenderedLine[], tongue: Tongue, onEnded: OnEnded = () => {}): Turn {
  return { lines, tongue, onEnded, levels: new Map(), isStuck: false };
}

/** The words of a line as they are spoken; of what only a handset says, the public form: others read the glass too. */
export function captionOf({ lines, tongue, levels }: Turn, line: number): Caption | null {
  const said = lines[line];
  if (said === undefined) return null;
  const level = levels.get(line);
  const notice = level === undefined ? null : standInNotice(level, tongue.dialect);
  return { text: said.publicSpoken ?? said.spoken, language: tongue.language, notice };
}
