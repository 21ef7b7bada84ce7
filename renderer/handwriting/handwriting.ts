import { createContext } from 'preact';
import type { Clock } from '../../core/lib/clock.ts';
import type { Line } from '../../core/strings/line.ts';
import type { HandwritingTrouble } from '../../core/handwriting/messages.ts';
import type { Recogniser } from './recogniser.ts';

/** What a pad needs of the page around it. */
export type Handwriting = {
  readonly clock: Pick<Clock, 'after'>;
  /**
   * The page's one recogniser, loaded when a pad first asks for it, and kept until it has given up; null where none can
   * be had.
   */
  readonly open: () => Promise<Recogniser | null>;
  readonly say: (lines: readonly Line[]) => void;
};

export type HandwritingParts = Pick<Handwriting, 'clock' | 'say'> & {
  /** For staff; a customer is told by the pad. */
  readonly onTrouble: (trouble: HandwritingTrouble) => void;
};

export function createHandwriting({ clock, say, onTrouble }: HandwritingParts): Handwriting {
  let opened: Promise<Recogniser | null> | null = null;
  async function load(): Promise<Recogniser | null> {
    try {
      const { openRecogniser } = await import('./open-recogniser.ts');
      return openRecogniser(clock, onTrouble);
    } catch {
      onTrouble('worker-died');
      return null;
    }
  }
  return {
    clock,
    say,
    async open() {
      opened ??= load();
      const known = await opened;
      if (known !== null && !known.isOver()) return known;
      opened = load();
      return opened;
    },
  };
}

/** By itself the pad is mute and nobody hears of its troubles: so it stands in the gallery. */
export const HandwritingContext = createContext<Handwriting>(
  createHandwriting({
    clock: {
      after(delayMs, action) {
        const timer = setTimeout(action, delayMs);
        return () => clearTimeout(timer);
      },
    },
    say: () => {},
    onTrouble: () => {},
  }),
);
