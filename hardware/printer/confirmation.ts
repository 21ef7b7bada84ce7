import type { Clock } from '../../core/lib/clock.ts';
import type { Answer } from './answers.ts';
import type { Conversation } from './conversation.ts';
import type { Examination } from './examination.ts';
import type { Proof } from './proof.ts';
import { readAutomatic, type PrinterStatus } from './status.ts';
import { type PrinterTiming, wireMs } from './timing.ts';

export type Confirmed = {
  /** The printer has proven that all of it is on paper. */
  readonly isPrinted: boolean;
  /** The printer stopped or fell silent on the way. */
  readonly hasFaltered: boolean;
};

/**
 * Sends a slip and waits for its proof. From the first byte on there are two ends only: the printer has answered the
 * question behind the cut, or nobody knows. That the printer stopped does not tell what is on paper already; it goes on
 * from its own buffer when it is mended, so nothing is ever sent twice.
 *
 * @param latestMs when it is to end at the latest, by the monotonic clock
 */
export type Confirmation = (line: Conversation, slip: Uint8Array, latestMs: number) => Promise<Confirmed>;

export function createConfirmation(deps: {
  readonly clock: Clock;
  readonly timing: PrinterTiming;
  readonly baudRate: number;
  readonly proof: Proof;
  readonly examination: Examination;
}): Confirmation {
  const { clock, timing, baudRate, proof, examination } = deps;

  return async function confirm(line, slip, latestMs) {
    const question = proof.question();
    const sentByMs = clock.monotonicMs() + wireMs(slip.length + question.command.length, baudRate);
    const mendedByMs = Math.min(latestMs, sentByMs + timing.mendMs);
    const leftMs = () => mendedByMs - clock.monotonicMs();
    let endsMs = Math.min(latestMs, sentByMs + timing.printMs);
    let hasFaltered = false;
    let answers = 0;
    const isEnough = () => answers >= (question.isCertain ? 1 : 2);

    function note({ trouble }: PrinterStatus): void {
      hasFaltered ||= trouble !== null;
      if (hasStopped(trouble)) endsMs = mendedByMs;
    }
    function hear(answer: Answer): void {
      if (answer.kind === 'automatic') note(readAutomatic(answer.bytes));
      if (isAsked && question.isAnswer(answer)) answers += 1;
    }

    async function isProven(): Promise<boolean> {
      while (line.isOpen() && clock.monotonicMs() < endsMs) {
        if (!isEnough()) await line.hear(isEnough, timing.stoppedCheckMs);
        if (question.isCertain && isEnough()) return true;
        const wasEnough = isEnough();
        const status = await examination.examine(line, 'continue');
        note(status);
        if (question.isCertain) continue;
        if (wasEnough && status.trouble === null) return true;
        // What was heard of a printer that stands still were stray bytes.
        if (wasEnough || hasStopped(status.trouble)) answers = 0;
      }
      return question.isCertain && isEnough();
    }

    let isAsked = false;
    const stopHearing = line.onAnswer(hear);
    const sent = await line.send(slip, leftMs());
    // Nothing that comes before the question can be its answer.
    isAsked = true;
    const asked = sent.ok ? await line.send(question.command, leftMs()) : sent;
    const isPrinted = asked.ok && (await isProven());
    stopHearing();
    return { isPrinted, hasFaltered };
  };
}

/** Silence proves nothing yet: some clones do not answer while they print. */
function hasStopped(trouble: PrinterStatus['trouble']): boolean {
  return trouble !== null && trouble !== 'printer-silent';
}
