import type { Clock } from '../../core/lib/clock.ts';
import type { PrintTrouble } from '../../core/slips/slip.ts';
import type { Conversation } from './conversation.ts';
import { feedAndCut } from './escpos.ts';
import type { Examination } from './examination.ts';
import { pause } from './pause.ts';
import type { Proof } from './proof.ts';
import type { PrinterTiming } from './timing.ts';

/**
 * Cuts off what an earlier slip may have left sticking out of the printer; it must not become the head of the next
 * customer's slip. It goes alone, so that a blade that sticks at it holds nothing of that slip. What hinders, or null.
 */
export type CutRemains = (line: Conversation) => Promise<PrintTrouble | null>;

export function createCutRemains(deps: {
  readonly clock: Clock;
  readonly timing: Pick<PrinterTiming, 'stoppedCheckMs'>;
  readonly proof: Proof;
  readonly examination: Examination;
}): CutRemains {
  const { clock, timing, proof, examination } = deps;

  return async function cutRemains(line) {
    let isCut: boolean | null = null;
    const cutting = proof.workedOff(line, feedAndCut).then((isDone) => {
      isCut = isDone;
    });
    while (isCut === null) {
      await Promise.race([cutting, pause(clock, timing.stoppedCheckMs)]);
      if (isCut === null) await examination.examine(line, 'continue');
    }
    if (isCut) return null;
    proof.unsettle();
    const { trouble } = await examination.examine(line, 'clear');
    return trouble ?? 'printer-silent';
  };
}
