import type { Acceptance } from '../../core/journeys/visit.ts';
import type { Departed, OutboxDb } from './db.ts';
import { got, inTransaction } from './transaction.ts';
import { acceptanceOf, type WaitingRow } from './waiting-rows.ts';

/** After so many records that have left, a retry of the oldest is no longer expected. */
export const departedKept = 1_000;

/** What was said of the last records that have left, in memory: whoever asks again hears the same. */
export class DepartedRecords {
  readonly #acceptances = new Map<string, Acceptance>();

  constructor(stored: readonly Departed[]) {
    this.replace(stored);
  }

  of(transactionId: string): Acceptance | null {
    return this.#acceptances.get(transactionId) ?? null;
  }

  replace(stored: readonly Departed[]): void {
    this.#acceptances.clear();
    for (const one of stored) this.#add(one);
  }

  /** @param rows ascending */
  left(rows: readonly WaitingRow[]): void {
    const last = rows.at(-1);
    if (last === undefined) return;
    this.#add(departedOf(last.sequence, rows));
    for (const [transactionId, { sequence }] of this.#acceptances) {
      if (sequence > last.sequence - departedKept) return;
      this.#acceptances.delete(transactionId);
    }
  }

  #add({ said }: Departed): void {
    for (const { transactionId, acceptance } of said) this.#acceptances.set(transactionId, acceptance);
  }
}

/** The last of those that leave together, as they are kept. */
export function departedOf(upToSequence: number, leaving: readonly WaitingRow[]): Departed {
  const said = leaving
    .slice(-departedKept)
    .map((row) => ({ transactionId: row.transactionId, acceptance: acceptanceOf(row) }));
  return { upToSequence, said };
}

/** Ascending. @throws what IndexedDB throws */
export function storedDepartures(db: OutboxDb): Promise<readonly Departed[]> {
  return inTransaction(db, 'readonly', ({ departed }) => got<Departed[]>(departed.getAll()));
}
