import type { Clock } from '../../core/lib/clock.ts';
import type { Conversation } from './conversation.ts';
import { askStatus, recoverAndClear, type statusOf } from './escpos.ts';
import { pause } from './pause.ts';
import { type PrinterStatus, type StatusBytes, readStatus } from './status.ts';
import type { PrinterTiming } from './timing.ts';

/** Asks a printer how it is, tells it, and does what a program can do about it. */
export type Examine = (line: Conversation) => Promise<PrinterStatus>;

export function createExamination(
  clock: Clock,
  timing: PrinterTiming,
  tell: (status: PrinterStatus) => void,
): Examine {
  let silentRounds = 0;
  let lastRecoveryMs = Number.NEGATIVE_INFINITY;

  async function roundWithRetry(line: Conversation): Promise<StatusBytes | null> {
    const first = await statusRound(line, timing.answerMs);
    if (first !== null || !line.isOpen()) return first;
    await pause(clock, timing.retryMs);
    return statusRound(line, timing.answerMs);
  }

  async function startAfresh(line: Conversation): Promise<void> {
    silentRounds = 0;
    await line.close();
  }

  async function freeBlade(line: Conversation): Promise<void> {
    if (clock.monotonicMs() - lastRecoveryMs < timing.recoverMs) return;
    lastRecoveryMs = clock.monotonicMs();
    await line.send(recoverAndClear, timing.answerMs);
  }

  return async function examine(line) {
    const bytes = await roundWithRetry(line);
    if (!line.isOpen()) return unseen('printer-missing');
    const status = bytes === null ? unseen('printer-silent') : readStatus(bytes);
    tell(status);
    silentRounds = bytes === null ? silentRounds + 1 : 0;
    if (silentRounds >= timing.silentRounds) await startAfresh(line);
    if (status.trouble === 'cutter-error') await freeBlade(line);
    return status;
  };
}

export function unseen(trouble: 'printer-missing' | 'printer-silent'): PrinterStatus {
  return { trouble, paper: 'unknown' };
}

/** `DLE EOT` 1 to 4, one question at a time because an answer does not name its own; null when one is missing. */
async function statusRound(line: Conversation, answerMs: number): Promise<StatusBytes | null> {
  async function ask(what: keyof typeof statusOf): Promise<number | null> {
    const heard = line.hear((answer) => answer.kind === 'real-time', answerMs);
    const sent = await line.send(askStatus(what), answerMs);
    const answer = sent.ok ? await heard : null;
    return answer?.kind === 'real-time' ? answer.bits : null;
  }

  const printer = await ask('printer');
  if (printer === null) return null;
  const offlineCause = await ask('offlineCause');
  if (offlineCause === null) return null;
  const error = await ask('error');
  if (error === null) return null;
  const paper = await ask('paper');
  return paper === null ? null : { printer, offlineCause, error, paper };
}
