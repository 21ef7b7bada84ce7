// The product's own recogniser in the product's own worker, and nothing else of the page.
import { candidatesOf } from '../../../../core/handwriting/candidates.ts';
import type { Writing } from '../../../../core/handwriting/strokes.ts';
import type { HandwritingTrouble } from '../../../../core/handwriting/messages.ts';
import { openRecogniser } from '../../../../renderer/handwriting/open-recogniser.ts';
import type { Sight } from '../../../../core/handwriting/recognising.ts';

/** What one writing was taken for, and how long the customer waited. */
export type Recognised = {
  /** As offered; empty where nothing can be recognised. */
  readonly characters: readonly string[];
  /** Each recogniser alone. */
  readonly read: readonly string[];
  readonly matched: readonly string[];
  readonly agreed: boolean;
  readonly tookMs: number;
};

type HandwritingBench = {
  readonly recognise: (writing: Writing, matcherAlone: boolean) => Promise<Recognised>;
  readonly troubles: readonly HandwritingTrouble[];
};

declare global {
  interface Window {
    handwritingBench: HandwritingBench;
  }
}

const troubles: HandwritingTrouble[] = [];
const clock = {
  after(delayMs: number, action: () => void) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
const recogniser = openRecogniser(clock, (trouble) => troubles.push(trouble));

/** Who has said nothing for so long has recognised nothing. */
const answersWithinMs = 60_000;

function recognise(writing: Writing, matcherAlone: boolean): Promise<Recognised> {
  const startMs = performance.now();
  return new Promise((settle) => {
    clock.after(answersWithinMs, () => settle(recognised(null, startMs)));
    recogniser.recognise(writing, (sight) => {
      if (sight === null || sight.read !== null || matcherAlone) settle(recognised(sight, startMs));
    });
  });
}

function recognised(sight: Sight, startMs: number): Recognised {
  const { read, matched } = sight ?? { read: null, matched: [] };
  const { characters, agreed } = candidatesOf({ read, matched });
  return { characters, agreed, read: read ?? [], matched, tookMs: performance.now() - startMs };
}

window.handwritingBench = { recognise, troubles };
