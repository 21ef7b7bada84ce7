import type { Clock } from '../../core/lib/clock.ts';
import type { Conversation } from './conversation.ts';
import * as escpos from './escpos.ts';
import type { Answer } from './status.ts';
import { type PrinterTiming, wireMs } from './timing.ts';

/** A question that the printer answers only when it has worked off everything sent before. */
export type Question = {
  readonly command: escpos.Command;
  readonly isAnswer: (answer: Answer) => boolean;
};

/**
 * Proof of printing. `GS ( H` answers carry an id of ours and cannot be confused. `GS r 1` answers look all alike, so
 * one that is owed from an earlier slip (paper ran out, and was put in minutes later) must never count for this one:
 * the owed ones are counted, over all connections, and a slip begins only when none can come any more.
 */
export type Proof = {
  /** Keeps count of the answers of a new connection. */
  readonly watch: (line: Conversation) => void;
  /**
   * Sends `before` and waits until the printer has worked off all it held; also learns whether it knows `GS ( H`.
   * False: it does not answer, so it could not confirm a slip either.
   */
  readonly settle: (line: Conversation, before: escpos.Command) => Promise<boolean>;
  /** The question to send right behind a slip's cut. */
  readonly question: () => Question;
};

export function createProof(clock: Clock, timing: PrinterTiming, baudRate: number): Proof {
  const processId = createProcessIds(clock);
  let owedAnswers = 0;
  let knowsProcessId = false;

  function paperSensor(): Question {
    owedAnswers += 1;
    return { command: escpos.askPaperSensor, isAnswer: isPaperSensor };
  }

  async function allAnswered(line: Conversation, bytesMs: number): Promise<boolean> {
    let hasAnswered = false;
    while (owedAnswers > 0) {
      const patienceMs = hasAnswered ? timing.quietMs : timing.settleMs;
      const answer = await line.hear(isPaperSensor, bytesMs + patienceMs);
      if (answer === null && !(hasAnswered && line.isOpen())) return false;
      if (answer === null) owedAnswers = 0;
      hasAnswered = true;
    }
    return true;
  }

  return {
    watch(line) {
      line.onAnswer((answer) => {
        if (isPaperSensor(answer)) owedAnswers = Math.max(0, owedAnswers - 1);
      });
    },

    async settle(line, before) {
      const trial = processId();
      let isKnown = false;
      const stopListening = line.onAnswer((answer) => {
        isKnown ||= trial.isAnswer(answer);
      });
      // `ESC @` throws away what a clone that does not know `GS ( H` took for text.
      const questions = [...trial.command, ...escpos.initialise, ...paperSensor().command];
      const commands = [...before, ...escpos.automaticStatusOff, ...questions];
      const bytesMs = wireMs(commands.length, baudRate);
      const answered = allAnswered(line, bytesMs);
      const sent = await line.send(commands, bytesMs + timing.settleMs);
      const isSettled = (await answered) && sent.ok;
      stopListening();
      if (isSettled) knowsProcessId = isKnown;
      return isSettled;
    },

    question: () => (knowsProcessId ? processId() : paperSensor()),
  };
}

/** A new id with every question. They ascend, and starting from the time keeps them apart from those of an earlier run. */
function createProcessIds(clock: Clock): () => Question {
  let last = Math.floor(clock.nowMs() / 1_000) % idCount;
  return () => {
    last = (last + 1) % idCount;
    const bytes = idBytes(last);
    const id = String.fromCharCode(...bytes);
    return {
      command: escpos.askProcessId(bytes),
      isAnswer: (answer) => answer.kind === 'process-id' && answer.id === id,
    };
  };
}

const idBase = 0x7e - 0x20 + 1;
const idCount = idBase ** 4;

/** Four characters 20h to 7Eh, most significant first. */
function idBytes(id: number): readonly number[] {
  return [3, 2, 1, 0].map((place) => 0x20 + (Math.floor(id / idBase ** place) % idBase));
}

function isPaperSensor(answer: Answer): boolean {
  return answer.kind === 'paper-sensor';
}
