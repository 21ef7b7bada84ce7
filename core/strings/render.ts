import { catalogue } from './catalogue.ts';
import type { Entry } from './entry.ts';
import type { Language } from './language.ts';
import type { Line, Piece, RenderedLine } from './line.ts';
import { literalPieces, slotPieces, type Privacy } from './slot-pieces.ts';

export type { Privacy } from './slot-pieces.ts';

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
  const fill = (template: string) => fillTemplate(texts, template, line, language, privacy);

  const inStep = spokenTemplate === text.shown;
  const shownPieces = fill(text.shown);
  const shown = shownPieces.map((piece) => piece.shown).join('');
  const spoken = joinSpoken(inStep ? shownPieces : fill(spokenTemplate));
  return {
    key: line.key,
    shown,
    spoken,
    pieces: inStep ? shownPieces : [{ shown, spoken }],
    inStep,
    fixed: spokenTemplate === publicTemplate && !hasSlot(publicTemplate),
  };
}

/** Key → words, for every line of one language whose public spoken form never changes: what a voice pack records. */
export function fixedWords(texts: Texts, language: Language): ReadonlyMap<string, string> {
  const fixed = new Map<string, string>();
  for (const [key, text] of Object.entries(texts)) {
    const template = text[language].spoken ?? text[language].shown;
    if (hasSlot(template)) continue;
    fixed.set(key, joinSpoken(literalPieces(template, language)));
  }
  return fixed;
}

function hasSlot(template: string): boolean {
  return template.includes('{');
}

function joinSpoken(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.spoken).join('');
}

function fillTemplate(
  texts: Texts,
  template: string,
  line: Line,
  language: Language,
  privacy: Privacy,
): readonly Piece[] {
  // Splitting by a capturing group leaves literals at even places and slot names at odd ones.
  const parts = template.split(/\{(\w+)\}/u);
  return parts.flatMap((part, at) => {
    if (at % 2 === 0) return literalPieces(part, language);
    const slot = line.slots?.[part];
    if (slot === undefined) throw new Error(`line ${line.key} lacks its slot ${part}`);
    return slotPieces(slot, {
      language,
      privacy,
      before: parts[at - 1] ?? '',
      after: parts[at + 1] ?? '',
      renderLine: (inner) => renderWith(texts, inner, language, privacy).pieces,
    });
  });
}

function textOf(texts: Texts, line: Line, language: Language): Entry[Language] {
  const text = texts[line.key];
  if (text === undefined) throw new Error(`no such line: ${line.key}`);
  return text[language];
}
