import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Life } from '../world/life.ts';
import type { Settling } from '../world/settling.ts';
import type { Change, Commit, Rows, Schema } from './database-log.ts';

/** Who looks on while pages use a database. */
export type DatabaseWatch = {
  /** Chromium's word about what it has thrown away, told at the next opening. */
  readonly takeDataLoss: () => string | null;
  readonly refusesToOpen: () => boolean;
  /** Whether the disk takes no more. */
  readonly isFull: () => boolean;
  readonly onSchema: (schema: Schema) => void;
  readonly onBegin: (life: Life, stores: readonly string[]) => void;
  /** After the last change is in place and before the page hears of it. */
  readonly onCommit: (life: Life, commit: Commit) => void;
  /** The page hears of a commit a little later: until then it may be on disk or not, whatever was asked for. */
  readonly whenHeard: (life: Life, commit: Commit, hear: () => void) => void;
};

/** One page's view of an IndexedDB: a fake one whose transactions are counted, watched, and end with the page. */
export function watchedFactory(
  real: IDBFactory,
  life: Life,
  settling: Settling,
  watch: DatabaseWatch,
): IDBFactory {
  const open = (name: string, version?: number) => {
    if (life.isOver()) throw new DOMException('the page is gone', 'AbortError');
    if (version === undefined && watch.refusesToOpen()) return refusal(settling);
    const request = real.open(name, version);
    const end = settling.begin();
    request.addEventListener('upgradeneeded', (event) => {
      const dataLoss = watch.takeDataLoss();
      if (dataLoss !== null) Object.assign(event, { dataLoss: 'total', dataLossMessage: dataLoss });
      watchConnection(request.result, life, settling, watch);
    });
    request.addEventListener('success', () => {
      end();
      watchConnection(request.result, life, settling, watch);
      watch.onSchema(schemaOf(request.result));
    });
    request.addEventListener('error', end);
    return request;
  };
  return new Proxy(real, {
    get: (target, name: keyof IDBFactory) => (name === 'open' ? open : target[name].bind(target)),
  });
}

/** A backing store that does not open, as Chromium says it to whoever asks for the version that is there. */
function refusal(settling: Settling): IDBOpenDBRequest {
  const error = new DOMException('Internal error opening backing store.', 'UnknownError');
  const request = Object.assign(new EventTarget(), { error, result: undefined, transaction: null });
  const end = settling.begin();
  setImmediate(() => {
    end();
    request.dispatchEvent(new Event('error', { cancelable: true }));
  });
  return request as unknown as IDBOpenDBRequest;
}

function schemaOf(db: IDBDatabase): Schema {
  const names = [...db.objectStoreNames];
  if (names.length === 0) return { name: db.name, version: db.version, stores: [] };
  const transaction = db.transaction(names, 'readonly');
  const stores = names.map((name) => {
    const store = transaction.objectStore(name);
    const indexes = [...store.indexNames].map((index) => {
      const { keyPath, unique, multiEntry } = store.index(index);
      return { name: index, keyPath, unique, multiEntry };
    });
    return { name, keyPath: store.keyPath ?? [], indexes };
  });
  transaction.abort();
  return { name: db.name, version: db.version, stores };
}

const watched = new WeakSet<IDBDatabase>();

function watchConnection(db: IDBDatabase, life: Life, settling: Settling, watch: DatabaseWatch): void {
  if (watched.has(db)) return;
  watched.add(db);
  const begin = db.transaction.bind(db);
  const underWay = new Set<IDBTransaction>();
  life.onEnd(() => {
    for (const transaction of underWay) abort(transaction);
    db.close();
  });
  db.transaction = (names, mode, options) => {
    if (life.isOver()) throw new DOMException('the page is gone', 'AbortError');
    const transaction = begin(names, mode, options);
    const changes: Change[] = [];
    const end = settling.begin();
    const over = () => {
      underWay.delete(transaction);
      end();
    };
    underWay.add(transaction);
    // Chromium's default is `relaxed`; whatever makes or changes tables is always strict.
    const commit: Commit = {
      isStrict: transaction.durability === 'strict' || mode === 'versionchange',
      changes,
    };
    transaction.addEventListener('complete', () => {
      over();
      if (changes.length > 0) watch.onCommit(life, commit);
    });
    transaction.addEventListener('abort', over);
    if (mode !== 'readwrite') return transaction;
    watchStores(transaction, changes, watch);
    watch.onBegin(life, typeof names === 'string' ? [names] : [...names]);
    return heardLater(transaction, (hear) =>
      changes.length === 0 ? hear() : watch.whenHeard(life, commit, hear),
    );
  };
}

/** A transaction as the page sees it: of its end it hears when `passOn` says so. The database itself goes on at once. */
function heardLater(transaction: IDBTransaction, passOn: (hear: () => void) => void): IDBTransaction {
  const listen = (type: string, listener: () => void) =>
    transaction.addEventListener(type, type === 'complete' ? () => passOn(listener) : listener);
  return new Proxy(transaction, {
    get(target, name: keyof IDBTransaction) {
      const value: unknown = target[name];
      if (name === 'addEventListener') return listen;
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}

function watchStores(transaction: IDBTransaction, changes: Change[], watch: DatabaseWatch): void {
  const storeOf = transaction.objectStore.bind(transaction);
  const known = new Map<string, IDBObjectStore>();
  transaction.objectStore = (name) => {
    const store = known.get(name) ?? watchedStore(storeOf(name), note);
    known.set(name, store);
    return store;
  };

  /** A request that fails changes nothing, and need not end its transaction. */
  function note<T>(request: IDBRequest<T>, change: () => Change): IDBRequest<T> {
    request.addEventListener('success', () => changes.push(change()));
    // LevelDB on a full disk fails with a bare AbortError (sync.md 2.9).
    if (watch.isFull()) queueMicrotask(() => abort(transaction));
    return request;
  }
}

type NoteChange = <T>(request: IDBRequest<T>, change: () => Change) => IDBRequest<T>;

function watchedStore(store: IDBObjectStore, note: NoteChange): IDBObjectStore {
  const { add, put, delete: remove, clear } = store;
  const putting = (request: IDBRequest<IDBValidKey>, value: unknown) =>
    note(request, () => ({ does: 'put', store: store.name, key: request.result, value }));
  const deleting = (request: IDBRequest<undefined>, isGone: (key: IDBValidKey) => boolean) =>
    note(request, () => ({ does: 'delete', store: store.name, isGone }));
  return Object.assign(store, {
    add: (value: unknown) => putting(add.call(store, value), value),
    put: (value: unknown) => putting(put.call(store, value), value),
    delete: (query: IDBValidKey | IDBKeyRange) => deleting(remove.call(store, query), isIn(query)),
    clear: () => deleting(clear.call(store), () => true),
  });
}

function isIn(query: IDBValidKey | IDBKeyRange): (key: IDBValidKey) => boolean {
  return query instanceof IDBKeyRange
    ? (key) => query.includes(key)
    : (key) => JSON.stringify(key) === JSON.stringify(query);
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It had ended by itself.
  }
}

/** A database with these rows, as a browser finds it on disk when it starts. */
export async function databaseHolding(schema: Schema | null, rows: Rows): Promise<IDBFactory> {
  const factory = new IDBFactory();
  if (schema === null) return factory;
  const request = factory.open(schema.name, schema.version);
  request.addEventListener('upgradeneeded', () => {
    for (const { name, keyPath, indexes } of schema.stores) {
      const store = request.result.createObjectStore(name, { keyPath });
      for (const { name: index, keyPath: path, ...options } of indexes)
        store.createIndex(index, path, options);
      for (const { value } of rows.get(name)?.values() ?? []) store.put(value);
    }
  });
  await new Promise((opened) => request.addEventListener('success', opened));
  request.result.close();
  return factory;
}
