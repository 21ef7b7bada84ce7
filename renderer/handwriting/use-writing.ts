import { useContext, useEffect, useState } from 'preact/hooks';
import { candidatesOf } from '../../core/handwriting/candidates.ts';
import type { Fit } from '../../core/handwriting/context.ts';
import type { Sight } from '../../core/handwriting/recognising.ts';
import type { Stroke, Writing } from '../../core/handwriting/strokes.ts';
import { HandwritingContext } from './handwriting.ts';
import type { Recogniser } from './recogniser.ts';

/** How far the machine is with the character that is being written. */
export type Recognition =
  | { readonly at: 'blank' }
  | { readonly at: 'looking' }
  /** It recognises nothing at present. */
  | { readonly at: 'unable' }
  | { readonly at: 'seen'; readonly characters: readonly string[] };

export type WritingInHand = {
  readonly strokes: Writing;
  readonly recognition: Recognition;
  readonly add: (stroke: Stroke) => void;
  readonly undo: () => void;
  readonly clear: () => void;
};

/** The strokes of one character, and what they are taken for; both are forgotten with the pad. */
export function useWriting(fit: Fit): WritingInHand {
  const handwriting = useContext(HandwritingContext);
  /** Undefined while it is being loaded; null where there is none. */
  const [recogniser, setRecogniser] = useState<Recogniser | null | undefined>();
  const [strokes, setStrokes] = useState<Writing>([]);
  /** Undefined until the first word on these strokes, or on the same character with fewer of them. */
  const [sight, setSight] = useState<Sight | undefined>();

  useEffect(() => {
    let isGone = false;
    void handwriting.open().then((opened) => isGone || setRecogniser(opened));
    return () => {
      isGone = true;
    };
  }, [handwriting]);

  useEffect(() => {
    if (recogniser === null) setSight(null);
    if (recogniser === null || recogniser === undefined) return undefined;
    let isOld = false;
    if (strokes.length === 0) recogniser.forget();
    else recogniser.recognise(strokes, (seen) => isOld || setSight(seen));
    return () => {
      isOld = true;
    };
  }, [recogniser, strokes]);

  function keep(left: Writing): void {
    setStrokes(left);
    if (left.length === 0) setSight(undefined);
  }

  return {
    strokes,
    recognition: recognitionOf(strokes, sight, fit),
    add: (stroke) => keep([...strokes, stroke]),
    undo: () => keep(strokes.slice(0, -1)),
    clear: () => keep([]),
  };
}

function recognitionOf(strokes: Writing, sight: Sight | undefined, fit: Fit): Recognition {
  if (sight === null) return { at: 'unable' };
  if (strokes.length === 0) return { at: 'blank' };
  return sight === undefined
    ? { at: 'looking' }
    : { at: 'seen', characters: candidatesOf(sight, fit).characters };
}
