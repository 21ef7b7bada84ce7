import type { Answer } from './answers.ts';
import type { Conversation } from './conversation.ts';
import { askPaperSensor, type Command } from './escpos.ts';
import type { Question } from './question.ts';
import type { PrinterTiming } from './timing.ts';

/**
 * Proof by `GS r 1`. Its answers look all alike, so one that is owed from an earlier slip (paper ran out, and was put in
 * minutes later) must never count for this one: the owed ones are counted, over all connections.
 */
export type PaperSensor = {
  readonly watch: (line: Conversation) => void;
  /** Asks once, where an answer too many only shortens a wait. */
  readonly ask: () => Command;
  readonly question: () => Question;
  /** Waits until no answer can come any more. False: none came at all. @param bytesMs time for what was sent */
  readonly allAnswered: (line: Conversation, bytesMs: number) => Promise<boolean>;
};

export function createPaperSensor(timing: Pick<PrinterTiming, 'quietMs' | 'settleMs'>): PaperSensor {
  let owed = 0;

  return {
    watch(line) {
      line.onAnswer((answer) => {
        if (isAnswer(answer)) owed = Math.max(0, owed - 1);
      });
    },
    ask() {
      owed += 1;
      return askPaperSensor;
    },
    question() {
      owed += 2;
      return { command: [...askPaperSensor, ...askPaperSensor], isAnswer: isProof, isCertain: false };
    },
    async allAnswered(line, bytesMs) {
      let hasAnswered = false;
      while (owed > 0) {
        const patienceMs = hasAnswered ? timing.quietMs : timing.settleMs;
        const answer = await line.hear(isAnswer, bytesMs + patienceMs);
        if (answer === null && !(hasAnswered && line.isOpen())) return false;
        if (answer === null) owed = 0;
        hasAnswered = true;
      }
      return true;
    },
  };
}

function isAnswer(answer: Answer): boolean {
  return answer.kind === 'paper-sensor';
}

/** One that says "no paper" is an answer, but of a printer that has stopped. */
function isProof(answer: Answer): boolean {
  return answer.kind === 'paper-sensor' && (answer.bits & 0x0c) === 0;
}
