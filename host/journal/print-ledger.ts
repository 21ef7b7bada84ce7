import { err } from '../../core/lib/result.ts';
import type { PrintLedger } from '../print-desk.ts';
import type { Books } from './books.ts';
import type { Keep } from './keep.ts';

/** A record whose slip is certainly not on paper. */
export type OwedSlip = {
  readonly transactionId: string;
  readonly sequence: number;
  readonly recovered: boolean;
};

export function printLedgerOver({ prints }: Books, keep: Keep, now: () => string): PrintLedger {
  return {
    outcomeOf: (transactionId, attempt) => prints.outcomeOf(transactionId, attempt),
    async begun(transactionId, attempt) {
      const kept = await keep({ kind: 'print-begun', at: now(), transactionId, attempt });
      return kept.ok ? kept : err(kept.error.code);
    },
    async ended(transactionId, attempt, outcome) {
      const kept = await keep({ kind: 'print-ended', at: now(), transactionId, attempt, outcome });
      return kept.ok ? kept : err(kept.error.code);
    },
  };
}

/** A parked visit has no slip: the customer was told that a person will ring. */
export function slipsOwed({ chain, prints }: Books): readonly OwedSlip[] {
  return [...chain.all()]
    .filter(
      ({ kind, transactionId }) => kind !== 'parked-visit' && prints.isCertainlyNotPrinted(transactionId),
    )
    .map(({ transactionId, sequence, recovered }) => ({ transactionId, sequence, recovered }));
}
