import type { EventName, EventPayload } from '../core/contract/calls.ts';

export type Emit = <K extends EventName>(name: K, payload: EventPayload<K>) => void;

export type EventHub = ReturnType<typeof eventHub>;

/** What happens on the machine, told to whoever carries it to a page. */
export function eventHub() {
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const emit: Emit = (name, payload) => {
    for (const listener of listeners) listener(name, payload);
  };
  return {
    emit,
    onEvent(listener: (name: string, payload: unknown) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
