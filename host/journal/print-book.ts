import type { PrintOutcome } from '../../core/slips/slip.ts';

/** What became of each print; `begun` when no confirmation stands behind it. */
export class PrintBook {
  readonly #attempts = new Map<string, Map<number, PrintOutcome | 'begun'>>();

  /** An outcome that is known stays, whatever is heard later. */
  takeBegun(transactionId: string, attempt: number): void {
    const attempts = this.#of(transactionId);
    if (!attempts.has(attempt)) attempts.set(attempt, 'begun');
  }

  takeEnded(transactionId: string, attempt: number, outcome: PrintOutcome): void {
    this.#of(transactionId).set(attempt, outcome);
  }

  outcomeOf(transactionId: string, attempt: number): PrintOutcome | 'begun' | null {
    return this.#attempts.get(transactionId)?.get(attempt) ?? null;
  }

  /** No attempt, or none that may have reached the paper: `unknown` is never printed again by itself (I8). */
  isCertainlyNotPrinted(transactionId: string): boolean {
    const outcomes = [...(this.#attempts.get(transactionId)?.values() ?? [])];
    return outcomes.every((outcome) => outcome !== 'begun' && outcome.outcome === 'not-printed');
  }

  #of(transactionId: string): Map<number, PrintOutcome | 'begun'> {
    const attempts = this.#attempts.get(transactionId) ?? new Map<number, PrintOutcome | 'begun'>();
    this.#attempts.set(transactionId, attempts);
    return attempts;
  }
}
