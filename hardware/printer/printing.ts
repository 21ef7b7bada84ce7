import type { Clock } from '../../core/lib/clock.ts';
import type { PrintOutcome, PrintTrouble, Slip } from '../../core/slips/slip.ts';
import { slipBytes } from './builder.ts';
import type { Conversation } from './conversation.ts';
import * as escpos from './escpos.ts';
import type { Examine } from './examination.ts';
import type { PaperWidthMm } from './paper.ts';
import { pause } from './pause.ts';
import { createProof } from './proof.ts';
import type { PrinterStatus } from './status.ts';
import { type PrinterTiming, wireMs } from './timing.ts';

export type Printing = {
  /** Hears of every new connection: answers owed from the one before may still come. */
  readonly watch: (line: Conversation) => void;
  readonly print: (line: Conversation, slip: Slip) => Promise<PrintOutcome>;
};

/** Prints slips one after the other over whatever connection there is. */
export function createPrinting(deps: {
  readonly clock: Clock;
  readonly timing: PrinterTiming;
  readonly baudRate: number;
  readonly paperWidthMm: PaperWidthMm;
  readonly examine: Examine;
}): Printing {
  const { clock, timing, baudRate, examine } = deps;
  const proof = createProof(clock, timing, baudRate);
  /**
   * Part of an earlier slip may stick out of the printer: it must not become the head of the next customer's slip. At
   * the start nobody knows how the run before ended.
   */
  let mayHoldRemains = true;

  /**
   * From the first byte on there are two ends only: the printer has answered the question behind the cut, or nobody
   * knows. That the printer stopped does not tell what is on paper already.
   */
  async function send(line: Conversation, bytes: Uint8Array): Promise<'printed' | 'unknown'> {
    const deadlineMs = timing.printMs + wireMs(bytes.length, baudRate);
    const endsMs = clock.monotonicMs() + deadlineMs;
    const sent = await line.send(bytes, deadlineMs);
    return sent.ok && (await isConfirmed(line, endsMs)) ? 'printed' : 'unknown';
  }

  async function isConfirmed(line: Conversation, endsMs: number): Promise<boolean> {
    const leftMs = endsMs - clock.monotonicMs();
    const question = proof.question();
    let hasAnswered = false;
    const answered = line.hear(question.isAnswer, leftMs).then((answer) => {
      hasAnswered = answer !== null;
    });
    const asked = await line.send(question.command, leftMs);
    while (asked.ok && !hasAnswered && line.isOpen() && clock.monotonicMs() < endsMs) {
      await Promise.race([answered, pause(clock, timing.stoppedCheckMs)]);
      if (!hasAnswered && hasStopped(await examine(line))) break;
    }
    return hasAnswered;
  }

  return {
    watch: proof.watch,

    async print(line, slip) {
      const { trouble } = await examine(line);
      if (trouble !== null) return notPrinted(trouble);
      if (!(await proof.settle(line, mayHoldRemains ? eject : []))) {
        return notPrinted(line.isOpen() ? 'printer-silent' : 'printer-missing');
      }
      const outcome = await send(line, slipBytes(slip, deps.paperWidthMm).bytes);
      mayHoldRemains = outcome === 'unknown';
      return { outcome };
    },
  };
}

/** Ends a command that was cut off, and cuts off what may hang out of the printer. */
const eject: escpos.Command = [...escpos.flush, ...escpos.initialise, ...escpos.feedAndCut];

/** Silence proves nothing yet: some clones do not answer while they print. */
function hasStopped({ trouble }: PrinterStatus): boolean {
  return trouble !== null && trouble !== 'printer-silent';
}

export function notPrinted(reason: PrintTrouble): PrintOutcome {
  return { outcome: 'not-printed', reason };
}
