import type { Conversation } from './conversation.ts';
import { automaticStatus } from './escpos.ts';
import type { PrinterTiming } from './timing.ts';

/** Automatic status (`GS a`): whether the printer tells of its changes by itself. Many clones do not. */
export type Changes = {
  /** Switches it on where that has not been tried, and learns whether the printer has any. */
  readonly askFor: (line: Conversation) => Promise<void>;
  /** It has been switched off, or the printer may have forgotten of it. */
  readonly forget: () => void;
  readonly areTold: () => boolean;
};

export function createChanges(timing: Pick<PrinterTiming, 'answerMs'>): Changes {
  /** Null: not tried. */
  let areTold: boolean | null = null;

  return {
    async askFor(line) {
      if (areTold !== null) return;
      const heard = line.hear((answer) => answer.kind === 'automatic', timing.answerMs);
      await line.send(automaticStatus(true), timing.answerMs);
      areTold = (await heard) !== null;
    },
    forget() {
      areTold = null;
    },
    areTold: () => areTold === true,
  };
}
