import type { Port, PortTrouble } from './port.ts';

/** The listening half of a `Port`: who hears bytes, and the one notice of its end. */
export type PortSignals = Pick<Port, 'onBytes' | 'onClosed'> & {
  readonly emit: (chunk: Uint8Array) => void;
  /** Only the first call counts, so a device layer that announces its end twice does no harm. */
  readonly shut: (cause: PortTrouble) => void;
  /** Why the port is closed; `null` while it is open. */
  readonly closedBy: () => PortTrouble | null;
};

export function portSignals(): PortSignals {
  const byteListeners = new Set<(chunk: Uint8Array) => void>();
  const closeListeners = new Set<(cause: PortTrouble) => void>();
  let closedBy: PortTrouble | null = null;

  function listen<T>(listeners: Set<(value: T) => void>, listener: (value: T) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  return {
    onBytes: (listener) => listen(byteListeners, listener),
    onClosed(listener) {
      if (closedBy === null) return listen(closeListeners, listener);
      listener(closedBy);
      return () => {};
    },
    emit(chunk) {
      if (closedBy !== null) return;
      for (const listener of byteListeners) listener(chunk);
    },
    shut(cause) {
      if (closedBy !== null) return;
      closedBy = cause;
      const heard = [...closeListeners];
      byteListeners.clear();
      closeListeners.clear();
      for (const listener of heard) listener(cause);
    },
    closedBy: () => closedBy,
  };
}
