import type { Clock } from '../../core/lib/clock.ts';
import type { PortOpener, PortTrouble } from '../port.ts';
import { type Conversation, converse } from './conversation.ts';

/** At most one connection at a time; a new `Port` for each. */
export type Link = {
  readonly isUp: () => boolean;
  /** The present connection or a fresh one; null when there is none to be had. */
  readonly connect: () => Promise<Conversation | null>;
  /** Ends it for good. */
  readonly close: () => Promise<void>;
};

export function createLink(deps: {
  readonly open: PortOpener;
  readonly clock: Clock;
  readonly onUp: (line: Conversation) => void;
  readonly onDown: (cause: PortTrouble) => void;
}): Link {
  let line: Conversation | null = null;
  let isEnded = false;

  return {
    isUp: () => line !== null,
    async connect() {
      if (line !== null || isEnded) return line;
      const opened = await deps.open();
      if (!opened.ok) {
        deps.onDown(opened.error);
        return null;
      }
      const port = opened.value;
      line = converse(port, deps.clock);
      deps.onUp(line);
      port.onClosed((cause) => {
        line = null;
        deps.onDown(cause);
      });
      if (isEnded) await port.close();
      return line;
    },
    async close() {
      isEnded = true;
      await line?.close();
    },
  };
}
