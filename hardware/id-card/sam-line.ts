import type { Clock } from '../../core/lib/clock.ts';
import type { Port } from '../port.ts';
import { answerLength, canAnswer, decodeAnswer, encodeCommand, meaningOf } from './codec.ts';
import type { SamCommand, SamMeaning } from './codec.ts';
import { frameScanner } from './frame.ts';

/** What became of one command. `data` is personal when the command was `read`. */
export type Outcome = { readonly is: SamMeaning | 'reader-silent'; readonly data: Uint8Array };

/** Longest wait for an answer, milliseconds: what makers' own host programs allow. */
const deadlineMs: Record<SamCommand, number> = {
  reset: 1_000,
  status: 1_000,
  samId: 1_000,
  find: 500,
  select: 1_000,
  read: 2_500,
};
/** A pause inside an answer that no reader makes: what came so far is a torso. */
const interByteMs = 250;
const writeDeadlineMs = 500;

/** One question at a time over one connection. */
export type SamLine = {
  /** Forgets what came before; then exactly one `onOutcome`, unless stopped or asked anew. */
  readonly ask: (command: SamCommand) => void;
  readonly stop: () => void;
};

export function samLine(port: Port, clock: Clock, onOutcome: (outcome: Outcome) => void): SamLine {
  const scanner = frameScanner(answerLength);
  let asked: SamCommand | null = null;
  let isSpoilt = false;
  let stopDeadline = () => {};
  let stopSilence = () => {};

  function stop(): void {
    asked = null;
    stopDeadline();
    stopSilence();
  }

  function settle(is: Outcome['is'], data: Uint8Array = new Uint8Array(0)): void {
    stop();
    onOutcome({ is, data });
  }

  function torn(): boolean {
    return isSpoilt || scanner.isInsideFrame();
  }

  port.onBytes((chunk) => {
    if (asked === null) return;
    const command = asked;
    const { bodies, refused } = scanner.push(chunk);
    const answer = bodies.map(decodeAnswer).find((candidate) => canAnswer(command, candidate));
    if (answer !== undefined) return settle(meaningOf(answer.sw3), answer.data);
    isSpoilt ||= refused > 0;
    // A damaged answer is given up only when the line is quiet: asking while its rest still arrives would
    // put every later answer one command late.
    stopSilence();
    stopSilence = clock.after(interByteMs, () => {
      if (torn()) settle('reader-garbled');
    });
  });

  return {
    ask(command) {
      stop();
      scanner.reset();
      isSpoilt = false;
      asked = command;
      stopDeadline = clock.after(deadlineMs[command], () =>
        settle(torn() ? 'reader-garbled' : 'reader-silent'),
      );
      // A write that fails closes the port, and its owner hears of that.
      void port.write(encodeCommand(command), writeDeadlineMs);
    },
    stop,
  };
}
