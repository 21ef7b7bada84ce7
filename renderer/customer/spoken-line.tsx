import { useComputed } from '@preact/signals';
import { useContext } from 'preact/hooks';
import type { Language } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';
import { renderLine } from '../../core/strings/render.ts';
import { phrasesOf, type Phrase } from './phrases.ts';
import { WordsContext } from './words-context.ts';

type SpokenLineProps = {
  readonly line: Line;
  /** Where a line stands in another language than its screen. */
  readonly language?: Language;
};

/** The only way for customer text onto the screen: a line of the catalogue, which lights up while it is spoken. */
export function SpokenLine({ line, language }: SpokenLineProps) {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('a spoken line stands on a customer screen only');
  const { said, speaking, privacy } = words;
  // A signal of its own, so that the running light redraws one line and not the screen.
  const lit = useComputed(() => {
    const now = speaking.value;
    return now !== null && said.value[now.line] === line ? now.lit : null;
  });
  const { shown } = renderLine(line, language ?? words.language, privacy);
  return (
    <span class="line">
      {phrasesOf(shown).map((phrase) => (
        <span key={phrase.from} class="phrase">
          <Lit text={shown} within={phrase} lit={lit.value} />
        </span>
      ))}
    </span>
  );
}

type LitProps = { readonly text: string; readonly within: Phrase; readonly lit: Phrase | null };

function Lit({ text, within, lit }: LitProps) {
  const from = Math.max(within.from, lit?.from ?? within.to);
  const to = Math.min(within.to, lit?.to ?? within.to);
  if (from >= to) return text.slice(within.from, within.to);
  return (
    <>
      {text.slice(within.from, from)}
      <span class="lit" data-lit="">
        {text.slice(from, to)}
      </span>
      {text.slice(to, within.to)}
    </>
  );
}
