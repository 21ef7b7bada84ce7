import { unreachable } from '../lib/unreachable.ts';
import type { RenderedLine, SpokenPart } from '../strings/line.ts';
import { bareWords } from '../strings/recordable.ts';
import type { Language } from '../strings/language.ts';
import { atomSteps, type AtomForm } from './atoms.ts';
import { mandarin, type Grammar } from './grammar.ts';
import { valueWords } from './number-words.ts';

/**
 * One step of a sentence: a clip, or a silence. `at` and `length`: the words it says, in the text that is spoken, so
 * that they light up with it.
 */
export type ClipStep =
  | { readonly clip: string; readonly at: number; readonly length: number }
  | { readonly pauseMs: number };

/** Whoever listens slowly needs the pause more than the next word (accessibility.md 6.2). */
const sentencePauseMs = 600;
const phrasePauseMs = 300;
/** Between the groups of a telephone or card number. */
const groupPauseMs = 250;

/**
 * The clips that say a line, in order; which of them there are is for the pack to say.
 *
 * @param language the text language of the pack that is to say it
 * @returns null when the line holds what no recording can say: a name, a place
 */
export function planClips(
  line: RenderedLine,
  language: Language,
  grammar: Grammar,
): readonly ClipStep[] | null {
  if (line.fixed) return [{ clip: line.key, at: 0, length: line.spoken.length }];
  if (line.parts === undefined) return null;
  const steps: ClipStep[] = [];
  let at = 0;
  for (const part of line.parts) {
    const planned = stepsOf(part, at, language, grammar);
    if (planned === null) return null;
    steps.push(...planned);
    at += part.text.length;
  }
  return formed(trimmed(steps));
}

/** Until it is known what follows, an atom has no form. */
function stepsOf(
  part: SpokenPart,
  at: number,
  language: Language,
  grammar: Grammar,
): readonly ClipStep[] | null {
  switch (part.kind) {
    case 'words':
      return wordSteps(part, at);
    case 'value': {
      const words = valueWords(part.value, language, grammar.number === 'en' ? mandarin : grammar);
      const found = atomSteps(words, language);
      return (
        found?.map((step) =>
          step.kind === 'pause'
            ? { pauseMs: groupPauseMs }
            : { clip: `${step.atom}${unformed}`, at: at + step.at, length: step.length },
        ) ?? null
      );
    }
    case 'free':
      return null;
    default:
      return unreachable(part);
  }
}

function wordSteps({ clip, text }: Extract<SpokenPart, { kind: 'words' }>, at: number): readonly ClipStep[] {
  const words = bareWords(text);
  if (words === '') return pauseOf(text);
  const begins = text.indexOf(words);
  return [
    ...pauseOf(text.slice(0, begins)),
    { clip, at: at + begins, length: words.length },
    ...pauseOf(text.slice(begins + words.length)),
  ];
}

function pauseOf(punctuation: string): readonly ClipStep[] {
  if (/[。？！?!.]/u.test(punctuation)) return [{ pauseMs: sentencePauseMs }];
  return /\p{P}/u.test(punctuation) ? [{ pauseMs: phrasePauseMs }] : [];
}

/** Nobody waits for the pause behind the last word. */
function trimmed(steps: readonly ClipStep[]): readonly ClipStep[] {
  return steps.slice(0, steps.findLastIndex((step) => 'clip' in step) + 1);
}

const unformed = '.?';

/** An atom before a pause, or at the end, is the one with the falling voice. */
function formed(steps: readonly ClipStep[]): readonly ClipStep[] {
  return steps.map((step, at) => {
    if ('pauseMs' in step || !step.clip.endsWith(unformed)) return step;
    const next = steps[at + 1];
    const form: AtomForm = next === undefined || 'pauseMs' in next ? 'f' : 'm';
    return { ...step, clip: `${step.clip.slice(0, -unformed.length)}.${form}` };
  });
}
