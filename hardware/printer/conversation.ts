import type { Clock } from '../../core/lib/clock.ts';
import { type Result, err, ok } from '../../core/lib/result.ts';
import { joined } from '../joined.ts';
import type { Port, PortTrouble } from '../port.ts';
import { type Answer, readAnswers } from './answers.ts';
import type { Command } from './escpos.ts';

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
/** One chunk on its way while the system reports the one before as sent: the line never waits for this program. */
const chunksUnderWay = 2;
/** An answer comes in one piece; seven bytes at 9600 baud take 8 ms, and USB adapters add 16 ms. */
const answerGapMs = 100;

export function converse(port: Port, clock: Clock): Conversation {
  const onAnswer = hearAnswers(port, clock);
  let isOpen = true;
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
      const underWay: Promise<Result<void, PortTrouble>>[] = [];
      for (let at = 0; at < whole.length; at += chunkBytes) {
        const sent = underWay.length < chunksUnderWay ? ok(undefined) : await underWay.shift();
        if (sent?.ok === false) return sent;
        const leftMs = endsMs - clock.monotonicMs();
        if (leftMs <= 0) return err('stalled');
        underWay.push(port.write(whole.slice(at, at + chunkBytes), leftMs));
      }
      const sent = await Promise.all(underWay);
      return sent.find((one) => !one.ok) ?? ok(undefined);
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

/** Gives every answer to every listener, in order. */
function hearAnswers(port: Port, clock: Clock): Conversation['onAnswer'] {
  const listeners = new Set<(answer: Answer) => void>();
  let rest: Uint8Array = new Uint8Array();
  let stopGap = () => {};

  function read(bytes: Uint8Array, isAll: boolean): void {
    stopGap();
    const reading = readAnswers(bytes, isAll);
    rest = reading.rest;
    if (rest.length > 0) stopGap = clock.after(answerGapMs, () => read(rest, true));
    for (const answer of reading.answers) for (const listener of listeners) listener(answer);
  }

  port.onBytes((chunk) => read(joined(rest, chunk), false));
  port.onClosed(() => stopGap());
  return (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
}
