import { storeNames, type OutboxDb, type StoreName } from './db.ts';

/** The object stores of one transaction. */
export type Stores = { readonly [K in StoreName]: IDBObjectStore };

/**
 * `strict`: on disk before it is over; whatever a customer or the journal relies on. `relaxed`: in the system's hands;
 * only for what another start-up or the hub would make good again.
 */
export type Durability = 'strict' | 'relaxed';

/**
 * One native transaction on the connection that Dexie has opened: Dexie knows one durability only, and takes twice as
 * long on the two paths that matter, accepting and draining. Only requests of these stores may be awaited in `work`.
 *
 * @param work `commit` says that nothing more is asked for: the browser need not come back with the answers first
 * @returns what `work` returned, after the transaction is over
 * @throws what `work` throws, or what made the browser abort
 */
export async function inTransaction<T>(
  db: OutboxDb,
  mode: 'readonly' | Durability,
  work: (stores: Stores, commit: () => void) => Promise<T>,
): Promise<T> {
  const transaction =
    mode === 'readonly'
      ? db.backendDB().transaction(storeNames, mode)
      : db.backendDB().transaction(storeNames, 'readwrite', { durability: mode });
  const over = new Promise<void>((done, fail) => {
    transaction.addEventListener('complete', () => done());
    transaction.addEventListener('abort', () => fail(transaction.error ?? new Error('aborted')));
  });
  // Who awaits it hears of it; an abort while `work` is still busy must not count as one that nobody hears of.
  over.catch(() => undefined);
  const stores = Object.fromEntries(storeNames.map((name) => [name, transaction.objectStore(name)]));
  try {
    const result = await work(stores as Stores, () => transaction.commit());
    await over;
    return result;
  } catch (cause) {
    if (transaction.error === null) abort(transaction);
    throw cause;
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // Over already: there is nothing left to take back.
  }
}

/** The outcome of one request. */
export function got<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((settle, fail) => {
    request.addEventListener('success', () => settle(request.result));
    request.addEventListener('error', () => fail(request.error ?? new Error('failed')));
  });
}
