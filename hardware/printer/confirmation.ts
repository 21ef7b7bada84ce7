import type { Clock } from '../../core/lib/clock.ts';
import type { Conversation } from './conversation.ts';
import { automaticStatus } from './escpos.ts';
import type { Examination } from './examination.ts';
import { pause } from './pause.ts';
import type { Proof } from './proof.ts';
import type { PrinterStatus } from './status.ts';
import { type PrinterTiming, wireMs } from './timing.ts';

/**
 * Sends a slip and waits for its proof. From the first byte on there are two ends only: the printer has answered the
 * question behind the cut, or nobody knows. That the printer stopped does not tell what is on paper already; it goes on
 * from its own buffer when it is mended, so nothing is ever sent twice.
 */
export type Confirmation = (line: Conversation, slip: readonly number[]) => Promise<boolean>;

export function createConfirmation(deps: {
  readonly clock: Clock;
  readonly timing: PrinterTiming;
  readonly baudRate: number;
  readonly proof: Proof;
  readonly examination: Examination;
}): Confirmation {
  const { clock, timing, baudRate, proof, examination } = deps;

  return async function isConfirmed(line, slip) {
    const { before, command, isAnswer } = proof.question();
    // Initialised by the slip, some printers stop telling their changes.
    const bytes = [...before, ...slip, ...command, ...automaticStatus(true)];
    const beganMs = clock.monotonicMs();
    const within = (patienceMs: number) =>
      Math.min(timing.mostMs, wireMs(bytes.length, baudRate) + patienceMs);
    let hasAnswered = false;
    const answered = line.hear(isAnswer, timing.mostMs).then((answer) => {
      hasAnswered = answer !== null;
    });
    const sent = await line.send(bytes, within(timing.mendMs));
    let endsMs = beganMs + within(timing.printMs);
    while (sent.ok && !hasAnswered && line.isOpen() && clock.monotonicMs() < endsMs) {
      await Promise.race([answered, pause(clock, timing.stoppedCheckMs)]);
      if (hasAnswered) break;
      if (hasStopped(await examination.examine(line, 'continue'))) endsMs = beganMs + within(timing.mendMs);
    }
    return hasAnswered;
  };
}

/** Silence proves nothing yet: some clones do not answer while they print. */
function hasStopped({ trouble }: PrinterStatus): boolean {
  return trouble !== null && trouble !== 'printer-silent';
}
