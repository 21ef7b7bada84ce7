import type { PrintOutcome } from '../../core/slips/slip.ts';
import type { Carried } from './record.ts';

type Known = PrintOutcome | 'begun';
type Attempt = { readonly outcome: Known; readonly segment: string };

/** What became of each print; `begun` when no confirmation stands behind it. */
export class PrintBook {
  readonly #attempts = new Map<string, Map<number, Attempt>>();

  /** An outcome that is known stays, whatever is heard later. */
  take(transactionId: string, attempt: number, outcome: Known, segment: string): void {
    const attempts = this.#attempts.get(transactionId) ?? new Map<number, Attempt>();
    const known = attempts.get(attempt)?.outcome ?? outcome;
    attempts.set(attempt, { outcome: outcome === 'begun' ? known : outcome, segment });
    this.#attempts.set(transactionId, attempts);
  }

  outcomeOf(transactionId: string, attempt: number): Known | null {
    return this.#attempts.get(transactionId)?.get(attempt)?.outcome ?? null;
  }

  /** No attempt, or none that may have reached the paper: `unknown` is never printed again by itself (I8). */
  isCertainlyNotPrinted(transactionId: string): boolean {
    const attempts = [...(this.#attempts.get(transactionId)?.values() ?? [])];
    return attempts.every(({ outcome }) => outcome !== 'begun' && outcome.outcome === 'not-printed');
  }

  in(segments: ReadonlySet<string>): Carried['prints'] {
    const found: Carried['prints'] = [];
    for (const [transactionId, attempts] of this.#attempts)
      for (const [attempt, { outcome, segment }] of attempts)
        if (segments.has(segment)) found.push({ transactionId, attempt, outcome });
    return found;
  }

  forget(segments: ReadonlySet<string>): void {
    for (const [transactionId, attempts] of this.#attempts) {
      for (const [attempt, { segment }] of attempts) if (segments.has(segment)) attempts.delete(attempt);
      if (attempts.size === 0) this.#attempts.delete(transactionId);
    }
  }
}
