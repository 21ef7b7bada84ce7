import type { Clock } from '../../core/lib/clock.ts';
import { keepLine } from '../line-keeper.ts';
import type { PortOpener, PortTrouble } from '../port.ts';
import { type Conversation, converse } from './conversation.ts';

/** The conversation over a line that comes and goes. */
export type PrinterLine = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  readonly isRunning: () => boolean;
  /** Null while there is none. */
  readonly now: () => Conversation | null;
  /** As `now`; of a line that was only just started, once it is known whether there is one. */
  readonly known: () => Promise<Conversation | null>;
};

export function keepConversation(deps: {
  readonly open: PortOpener;
  readonly clock: Clock;
  readonly onUp: (line: Conversation) => void;
  /** `closed`: by the driver itself, for a fresh start. */
  readonly onDown: (cause: PortTrouble) => void;
}): PrinterLine {
  let line: Conversation | null = null;
  let isRunning = false;
  let noteFirstWord = () => {};
  const firstWord = new Promise<void>((noted) => {
    noteFirstWord = noted;
  });
  const keeper = keepLine({
    open: deps.open,
    clock: deps.clock,
    onUp(port) {
      line = converse(port, deps.clock);
      noteFirstWord();
      deps.onUp(line);
    },
    onDown(cause) {
      line = null;
      noteFirstWord();
      deps.onDown(cause);
    },
  });

  return {
    start() {
      isRunning = true;
      keeper.start();
    },
    async stop() {
      isRunning = false;
      noteFirstWord();
      await keeper.stop();
      line = null;
    },
    isRunning: () => isRunning,
    now: () => line,
    async known() {
      if (isRunning) await firstWord;
      return line;
    },
  };
}
