import { oneAtATime } from '../core/lib/one-at-a-time.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import type { PrintOutcome, Slip } from '../core/slips/slip.ts';

/** What the journal remembers of prints, across restarts. */
export type PrintLedger = {
  readonly outcomeOf: (transactionId: string, attempt: number) => PrintOutcome | 'begun' | null;
  /** On disk before it resolves. */
  readonly begun: (
    transactionId: string,
    attempt: number,
  ) => Promise<Result<void, 'disk-full' | 'disk-error'>>;
  readonly ended: (
    transactionId: string,
    attempt: number,
    outcome: PrintOutcome,
  ) => Promise<Result<void, 'disk-full' | 'disk-error'>>;
};

export type PrintOrder = { readonly transactionId: string; readonly attempt: number; readonly slip: Slip };
export type PrintDesk = {
  readonly print: (order: PrintOrder) => Promise<Result<PrintOutcome, { readonly code: 'disk-error' }>>;
};

/**
 * Prints every (transaction, attempt) at most once (I8). That a print has begun is on disk before the first byte goes
 * to the printer; whoever asks again, also after a restart, hears the first outcome, or `unknown` when there is none.
 * A new attempt that was ordered while an earlier one still waited for paper hears that the earlier one came out.
 * One order after the other: of two slips at once on one printer each would be cut into the other.
 */
export function openPrintDesk(ledger: PrintLedger, put: (slip: Slip) => Promise<PrintOutcome>): PrintDesk {
  const inTurn = oneAtATime();

  async function printOnce({ transactionId, attempt, slip }: PrintOrder) {
    const known = ledger.outcomeOf(transactionId, attempt);
    if (known === 'begun') return ok({ outcome: 'unknown' as const });
    if (known !== null) return ok(known);
    const earlier = printedBefore(ledger, transactionId, attempt);
    if (earlier !== null) return ok(earlier);
    const begun = await ledger.begun(transactionId, attempt);
    if (!begun.ok) return err({ code: 'disk-error' });
    const outcome = await put(slip);
    // Should this fail, the ledger stays at `begun` and a later question hears `unknown`: never a second slip.
    await ledger.ended(transactionId, attempt, outcome);
    return ok(outcome);
  }

  return { print: (order) => inTurn(() => printOnce(order)) };
}

function printedBefore(ledger: PrintLedger, transactionId: string, attempt: number): PrintOutcome | null {
  for (let earlier = 1; earlier < attempt; earlier += 1) {
    const outcome = ledger.outcomeOf(transactionId, earlier);
    if (outcome !== null && outcome !== 'begun' && outcome.outcome === 'printed') return outcome;
  }
  return null;
}
