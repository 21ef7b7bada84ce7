import type { Clock } from '../../core/lib/clock.ts';
import { type Result, err, ok } from '../../core/lib/result.ts';
import type { Port, PortTrouble } from '../port.ts';
import type { Command } from './escpos.ts';
import { type Answer, readAnswers } from './status.ts';

/** Answers over one connection. Whoever sends must be alone on the line: the driver gives out turns. */
export type Conversation = {
  readonly isOpen: () => boolean;
  /** In chunks that fit the free rest of a printer's buffer (128 to 256 bytes when it says "busy"). */
  readonly send: (bytes: Uint8Array | Command, deadlineMs: number) => Promise<Result<void, PortTrouble>>;
  /** The first wanted answer from now on; null when the deadline passes or the line is lost. */
  readonly hear: (isWanted: (answer: Answer) => boolean, deadlineMs: number) => Promise<Answer | null>;
  readonly onAnswer: (listener: (answer: Answer) => void) => () => void;
  readonly close: () => Promise<void>;
};

const chunkBytes = 256;

export function converse(port: Port, clock: Clock): Conversation {
  const listeners = new Set<(answer: Answer) => void>();
  let rest: Uint8Array = new Uint8Array();
  let isOpen = true;

  function onAnswer(listener: (answer: Answer) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  port.onBytes((chunk) => {
    const reading = readAnswers(Uint8Array.of(...rest, ...chunk));
    rest = reading.rest;
    for (const answer of reading.answers) for (const listener of listeners) listener(answer);
  });
  port.onClosed(() => {
    isOpen = false;
  });

  return {
    isOpen: () => isOpen,
    close: port.close,
    onAnswer,

    async send(bytes, deadlineMs) {
      const whole = Uint8Array.from(bytes);
      const endsMs = clock.monotonicMs() + deadlineMs;
      for (let at = 0; at < whole.length; at += chunkBytes) {
        const leftMs = endsMs - clock.monotonicMs();
        if (leftMs <= 0) return err('stalled');
        const sent = await port.write(whole.slice(at, at + chunkBytes), leftMs);
        if (!sent.ok) return sent;
      }
      return ok(undefined);
    },

    hear(isWanted, deadlineMs) {
      return new Promise((settle) => {
        function end(answer: Answer | null): void {
          stopTimer();
          stopHearing();
          stopWatching();
          settle(answer);
        }
        const stopTimer = clock.after(deadlineMs, () => end(null));
        const stopHearing = onAnswer((answer) => isWanted(answer) && end(answer));
        // Last: a port that is closed already answers at once.
        let stopWatching = () => {};
        stopWatching = port.onClosed(() => end(null));
      });
    },
  };
}
