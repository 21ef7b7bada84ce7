type Listener = (...words: never[]) => void;

/** Not in the emitter: PouchDB makes its objects without calling this class's constructor. */
const allListeners = new WeakMap<EventEmitter, Map<string, readonly Listener[]>>();

function listenersOf(emitter: EventEmitter): Map<string, readonly Listener[]> {
  const known = allListeners.get(emitter) ?? new Map<string, readonly Listener[]>();
  allListeners.set(emitter, known);
  return known;
}

/**
 * The part of Node's `events` that PouchDB needs; its browser build imports that module without bringing it, as
 * bundlers once supplied it.
 */
class EventEmitter {
  on(name: string, listener: Listener): this {
    listenersOf(this).set(name, [...this.listeners(name), listener]);
    return this;
  }

  addListener(name: string, listener: Listener): this {
    return this.on(name, listener);
  }

  once(name: string, listener: Listener): this {
    const first: Listener = (...words) => {
      this.removeListener(name, first);
      listener.apply(this, words);
    };
    return this.on(name, first);
  }

  emit(name: string, ...words: never[]): boolean {
    const listeners = this.listeners(name);
    for (const listener of listeners) listener.apply(this, words);
    return listeners.length > 0;
  }

  listeners(name: string): readonly Listener[] {
    return listenersOf(this).get(name) ?? [];
  }

  listenerCount(name: string): number {
    return this.listeners(name).length;
  }

  removeListener(name: string, listener: Listener): this {
    const others = this.listeners(name).filter((known) => known !== listener);
    listenersOf(this).set(name, others);
    return this;
  }

  removeAllListeners(name?: string): this {
    if (name === undefined) listenersOf(this).clear();
    else listenersOf(this).delete(name);
    return this;
  }
}

// PouchDB copies the methods onto its own class by listing them, which finds none of a class's.
for (const name of Object.getOwnPropertyNames(EventEmitter.prototype))
  if (name !== 'constructor') Object.defineProperty(EventEmitter.prototype, name, { enumerable: true });

export default EventEmitter;
