import type { Conversation } from './conversation.ts';
import { flush } from './escpos.ts';
import { type PrinterTiming, wireMs } from './timing.ts';

/** What a program can do about a printer that does not answer. */
export type Silence = {
  readonly isKnown: () => boolean;
  /** It has answered, or it is another connection. */
  readonly hasEnded: () => void;
  /** One more round without an answer, while the printer has nothing to print. */
  readonly goesOn: (line: Conversation) => Promise<void>;
};

export function createSilence(deps: {
  readonly timing: Pick<PrinterTiming, 'answerMs' | 'silentRounds'>;
  readonly baudRate: number;
}): Silence {
  const { timing, baudRate } = deps;
  let rounds = 0;

  return {
    isKnown: () => rounds > 0,
    hasEnded() {
      rounds = 0;
    },
    async goesOn(line) {
      rounds += 1;
      // What looks like silence may be a printer that still waits for the rest of a command: receiptio's way out of it.
      if (rounds === 2) await line.send(flush, wireMs(flush.length, baudRate) + timing.answerMs);
      if (rounds >= timing.silentRounds) await line.close();
    },
  };
}
