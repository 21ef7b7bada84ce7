import { IDBDatabase } from 'fake-indexeddb';
import { onTestFinished, vi } from 'vitest';

/** The browser takes no more; reading goes on. @returns ends it; the end of the test does so too */
export function fullDatabase(): () => void {
  const native = IDBDatabase.prototype.transaction;
  const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...asked
  ) {
    const transaction = native.apply(this, asked);
    if (transaction.mode !== 'readwrite') return transaction;
    transaction.commit = () => undefined;
    queueMicrotask(() => transaction.abort());
    return transaction;
  });
  onTestFinished(() => spy.mockRestore());
  return () => spy.mockRestore();
}
