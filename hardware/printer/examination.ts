import type { Clock } from '../../core/lib/clock.ts';
import type { Changes } from './changes.ts';
import type { Conversation } from './conversation.ts';
import { createBladeRecovery, type Recovery } from './blade-recovery.ts';
import { pause } from './pause.ts';
import { askRealTime, askStatusRound } from './real-time-questions.ts';
import type { Silence } from './silence.ts';
import { isOffline, type PrinterStatus, readAutomatic, readStatus, type StatusBytes } from './status.ts';
import type { PrinterTiming } from './timing.ts';

/** Knows how a printer is: it asks, and a printer that tells of its changes by itself is heard. */
export type Examination = {
  /** Hears what a new connection tells unasked. */
  readonly watch: (line: Conversation) => void;
  /** Asks everything, tells it, and does what a program can do about it. */
  readonly examine: (line: Conversation, recovery: Recovery) => Promise<PrinterStatus>;
  /** As `examine`, in one question where everything else has been told unasked. For the moment before a slip. */
  readonly confirm: (line: Conversation) => Promise<PrinterStatus>;
};

export function createExamination(deps: {
  readonly clock: Clock;
  readonly timing: PrinterTiming;
  readonly changes: Changes;
  readonly silence: Silence;
  readonly tell: (status: PrinterStatus) => void;
}): Examination {
  const { clock, timing, changes, silence } = deps;
  const freeBlade = createBladeRecovery(clock, timing);
  let latest: PrinterStatus | null = null;

  function note(status: PrinterStatus): PrinterStatus {
    latest = status;
    deps.tell(status);
    return status;
  }

  async function roundWithRetry(line: Conversation): Promise<StatusBytes | null> {
    const first = await askStatusRound(line, timing.answerMs);
    // Of a printer that is known to be silent one question is enough: it is found the sooner when it comes back.
    if (first !== null || !line.isOpen() || silence.isKnown()) return first;
    await pause(clock, timing.retryMs);
    return askStatusRound(line, timing.answerMs);
  }

  async function examine(line: Conversation, recovery: Recovery): Promise<PrinterStatus> {
    const bytes = await roundWithRetry(line);
    if (!line.isOpen()) return unseen('printer-missing');
    if (bytes === null) {
      const status = note(unseen('printer-silent'));
      changes.forget();
      // A slip under way may be all that keeps it from answering.
      if (recovery === 'clear') await silence.goesOn(line);
      return status;
    }
    silence.hasEnded();
    const status = note(readStatus(bytes));
    if (status.trouble === 'cutter-error') await freeBlade(line, recovery);
    return status;
  }

  return {
    examine,
    watch(line) {
      silence.hasEnded();
      changes.forget();
      line.onAnswer((answer) => {
        if (answer.kind === 'automatic') note(readAutomatic(answer.bytes));
      });
    },
    async confirm(line) {
      const bits = changes.areTold() ? await askRealTime(line, 'printer', timing.answerMs) : null;
      if (bits !== null && !isOffline(bits) && latest?.trouble === null) return latest;
      return examine(line, 'clear');
    },
  };
}

export function unseen(trouble: 'printer-missing' | 'printer-silent'): PrinterStatus {
  return { trouble, paper: 'unknown' };
}
