import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import type { Port } from '../port.ts';
import { encodeMessage, messageScanner } from './vpcd.ts';

const writeDeadlineMs = 1_000;

export type Messenger = {
  /** The next message that comes; null when none comes in time, or none can be told from the next any more. */
  readonly ask: (payload: Uint8Array, deadlineMs: number) => Promise<Uint8Array | null>;
  readonly tell: (payload: Uint8Array) => Promise<void>;
};

/** One question at a time: messages carry no number, so an answer belongs to whoever asked last. */
export function messenger(port: Port, clock: Clock): Messenger {
  const inTurn = oneAtATime();
  const scanner = messageScanner();
  let settle: (answer: Uint8Array | null) => void = () => {};
  let isUsable = true;

  function giveUp(): void {
    isUsable = false;
    settle(null);
  }

  port.onBytes((chunk) => {
    const messages = scanner.push(chunk);
    if (messages === null) return giveUp();
    for (const message of messages) settle(message);
  });
  port.onClosed(giveUp);

  return {
    tell: (payload) => inTurn(async () => void (await port.write(encodeMessage(payload), writeDeadlineMs))),
    ask: (payload, deadlineMs) =>
      inTurn(async () => {
        if (!isUsable) return null;
        const answered = new Promise<Uint8Array | null>((resolve) => {
          // A late answer would be taken for the next one's.
          const stopWaiting = clock.after(deadlineMs, giveUp);
          settle = (answer) => {
            stopWaiting();
            resolve(answer);
          };
        });
        await port.write(encodeMessage(payload), writeDeadlineMs);
        return answered;
      }),
  };
}
