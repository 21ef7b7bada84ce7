import type { Clock } from '../../core/lib/clock.ts';
import type { Conversation } from './conversation.ts';
import * as escpos from './escpos.ts';
import { createPaperSensor } from './paper-sensor.ts';
import { createProcessIds } from './process-id.ts';
import type { Question } from './question.ts';
import { type PrinterTiming, wireMs } from './timing.ts';

/** Proof of printing: by `GS ( H`, whose answers carry an id of ours and cannot be confused, or else by `GS r 1`. */
export type Proof = {
  /** Keeps count of the answers of a new connection. */
  readonly watch: (line: Conversation) => void;
  /** Nothing is owed, and nothing cut off or left over is in the printer's buffer: a slip may begin. */
  readonly isSettled: () => boolean;
  /** A slip went out that was never confirmed. */
  readonly unsettle: () => void;
  /**
   * Ends what may be half sent, and waits until the printer has worked off all it held; also learns whether it knows
   * `GS ( H`. False: it does not answer, so it could not confirm a slip either.
   */
  readonly settle: (line: Conversation) => Promise<boolean>;
  /** Sends this, and waits until the printer has worked it off. False: it has not in good time, or stopped answering. */
  readonly workedOff: (line: Conversation, commands: escpos.Command) => Promise<boolean>;
  readonly question: () => Question;
  readonly knowsProcessId: () => boolean;
};

export function createProof(deps: {
  readonly clock: Clock;
  readonly timing: PrinterTiming;
  readonly baudRate: number;
  readonly triesProcessId: boolean;
}): Proof {
  const { timing, baudRate } = deps;
  const processId = createProcessIds(deps.clock);
  const paperSensor = createPaperSensor(timing);
  let isSettled = false;
  let knowsProcessId = false;

  /** `ESC @` throws away what a clone that does not know `GS ( H` took for text. */
  function trialOf({ command }: Question): escpos.Command {
    return deps.triesProcessId ? [...command, ...escpos.initialise] : [];
  }

  async function workedOff(line: Conversation, commands: escpos.Command): Promise<boolean> {
    const bytes = [...commands, ...paperSensor.ask()];
    const bytesMs = wireMs(bytes.length, baudRate);
    const answered = paperSensor.allAnswered(line, bytesMs);
    const sent = await line.send(bytes, bytesMs + timing.settleMs);
    return (await answered) && sent.ok;
  }

  return {
    workedOff,
    watch(line) {
      isSettled = false;
      paperSensor.watch(line);
    },
    isSettled: () => isSettled,
    unsettle() {
      isSettled = false;
    },

    async settle(line) {
      const trial = processId();
      let isKnown = false;
      const stopListening = line.onAnswer((answer) => {
        isKnown ||= trial.isAnswer(answer);
      });
      isSettled = await workedOff(line, [...escpos.flush, ...escpos.initialise, ...trialOf(trial)]);
      stopListening();
      if (isSettled) knowsProcessId = isKnown;
      return isSettled;
    },

    question: () => (knowsProcessId ? processId() : paperSensor.question()),
    knowsProcessId: () => knowsProcessId,
  };
}
