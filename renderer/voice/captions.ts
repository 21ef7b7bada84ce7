import { signal, type ReadonlySignal } from '@preact/signals';
import type { Clock } from '../../core/lib/clock.ts';
import type { Language } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';

/** What is being said, word for word, in the public form: the glass is read by others than the one who hears. */
export type Caption = {
  readonly text: string;
  readonly language: Language;
  /** Shown beside it and never spoken: that it is not heard in the dialect that was chosen. */
  readonly notice: Line | null;
};

export type Captions = {
  /** Null in silence. */
  readonly caption: ReadonlySignal<Caption | null>;
  /** A voice says it now; it stands until `over`, `off` or the next. */
  readonly voiced: (caption: Caption) => void;
  /** No voice could say it: it stands as long as reading it takes, and what follows unheard does not push it away. */
  readonly unheard: (caption: Caption) => void;
  /** The voice has come to an end. */
  readonly over: () => void;
  /** Somebody wants silence or another sentence. */
  readonly off: () => void;
};

/** An old reader takes about four characters a second, and a moment to find the line. */
const findMs = 2_000;
const readMsPerCharacter = 250;

export function createCaptions(clock: Pick<Clock, 'after'>): Captions {
  const caption = signal<Caption | null>(null);
  let stopReading: (() => void) | null = null;

  function show(next: Caption | null): void {
    stopReading?.();
    stopReading = null;
    caption.value = next;
  }

  return {
    caption,
    voiced: show,
    unheard(next) {
      if (stopReading !== null) return;
      show(next);
      stopReading = clock.after(findMs + next.text.length * readMsPerCharacter, () => show(null));
    },
    over() {
      if (stopReading === null) show(null);
    },
    off: () => show(null),
  };
}
