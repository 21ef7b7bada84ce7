import type { Durability } from '../lines.ts';

/** What Chromium says of a transaction that was opened. */
export type OpenedAs = IDBTransactionDurability;

/**
 * Watches how durably this page's writing transactions are opened, whatever a library promises.
 *
 * @param forced `strict` for a library without an option of its own; null leaves each to its own ways
 */
export function watchDurability(forced: Durability | null): ReadonlySet<OpenedAs> {
  const seen = new Set<OpenedAs>();
  const native = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (names, mode, options) {
    const asked = forced === null ? options : { ...options, durability: forced };
    const transaction = native.call(this, names, mode, asked);
    if (transaction.mode === 'readwrite') seen.add(transaction.durability);
    return transaction;
  };
  return seen;
}
