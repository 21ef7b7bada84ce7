import type { Clock } from '../../core/lib/clock.ts';
import type { Conversation } from './conversation.ts';
import { recover } from './escpos.ts';
import type { PrinterTiming } from './timing.ts';

/** What to do about a stuck blade: `clear` forgets what the printer holds, `continue` goes on with it. */
export type Recovery = 'clear' | 'continue';

/** Tells the printer to try its blade again, no more often than a customer should hear it. */
export function createBladeRecovery(
  clock: Clock,
  timing: Pick<PrinterTiming, 'recoverMs' | 'answerMs'>,
): (line: Conversation, recovery: Recovery) => Promise<void> {
  let lastMs = Number.NEGATIVE_INFINITY;

  return async (line, recovery) => {
    if (clock.monotonicMs() - lastMs < timing.recoverMs) return;
    lastMs = clock.monotonicMs();
    await line.send(recover(recovery === 'continue' ? 1 : 2), timing.answerMs);
  };
}
