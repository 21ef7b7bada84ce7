import { catalogue, type StringKey } from './catalogue.ts';
import type { Entry } from './entry.ts';
import type { Language } from './language.ts';
import type { Line, RenderedLine } from './line.ts';
import { literalRun, slotRun, type Privacy, type Run } from './slot-run.ts';

export type { Privacy } from './slot-run.ts';

/** A catalogue, by key. */
export type Texts = Readonly<Record<string, Entry>>;

/** Turns a line of the catalogue into what is shown and what is spoken. */
export function renderLine(line: Line, language: Language, privacy: Privacy): RenderedLine {
  return renderWith(catalogue, line, language, privacy);
}

/**
 * The same from a given catalogue.
 *
 * @throws when the catalogue lacks the line or the line lacks a slot: a mistake of ours, never of a customer
 */
export function renderWith(texts: Texts, line: Line, language: Language, privacy: Privacy): RenderedLine {
  const text = textOf(texts, line, language);
  const publicTemplate = text.spoken ?? text.shown;
  const spokenTemplate = privacy === 'private' ? (text.private ?? publicTemplate) : publicTemplate;
  const isPrivate = spokenTemplate !== publicTemplate;
  const fill = (template: string) => fillTemplate(texts, template, { line, language, privacy, isPrivate });

  const inStep = spokenTemplate === text.shown;
  const shownPieces = fill(text.shown).flatMap((run) => run.pieces);
  const shown = shownPieces.map((piece) => piece.shown).join('');
  const parts = fill(spokenTemplate).flatMap((run) => run.parts);
  const spoken = parts.map((part) => part.text).join('');
  const publicSpoken = privacy === 'public' ? spoken : renderWith(texts, line, language, 'public').spoken;
  const fixed = !isPrivate && !hasSlot(publicTemplate);
  return {
    key: line.key,
    shown,
    spoken,
    ...(publicSpoken === spoken ? {} : { publicSpoken }),
    pieces: inStep ? shownPieces : [{ shown, spoken }],
    inStep,
    fixed,
    ...(fixed ? {} : { parts }),
  };
}

function hasSlot(template: string): boolean {
  return template.includes('{');
}

type Filling = {
  readonly line: Line;
  readonly language: Language;
  readonly privacy: Privacy;
  /** The template is the private form of a line that has one: its words are other recordings. */
  readonly isPrivate: boolean;
};

function fillTemplate(texts: Texts, template: string, filling: Filling): readonly Run[] {
  const { line, language, privacy, isPrivate } = filling;
  // Splitting by a capturing group leaves literals at even places and slot names at odd ones.
  const runs = template.split(/\{(\w+)\}/u);
  return runs.map((run, at) => {
    if (at % 2 === 0) return literalRun(run, language, fragmentClip(line.key, isPrivate, at / 2 + 1));
    const slot = line.slots?.[run];
    if (slot === undefined) throw new Error(`line ${line.key} lacks its slot ${run}`);
    return slotRun(slot, {
      language,
      privacy,
      before: runs[at - 1] ?? '',
      after: runs[at + 1] ?? '',
      renderLine: (inner) => renderWith(texts, inner, language, privacy),
    });
  });
}

/** The name of the recording of the words between two slots. */
function fragmentClip(key: StringKey, isPrivate: boolean, number: number): string {
  return `${key}--${isPrivate ? 'private-' : ''}${number}`;
}

function textOf(texts: Texts, line: Line, language: Language): Entry[Language] {
  const text = texts[line.key];
  if (text === undefined) throw new Error(`no such line: ${line.key}`);
  return text[language];
}
