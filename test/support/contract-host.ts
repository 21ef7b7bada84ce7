import { dispatch, type CallNote } from '../../core/contract/dispatch.ts';
import type { Handlers } from '../../core/contract/host.ts';
import type { Clock } from '../../core/lib/clock.ts';

/** The serving half of a contract under test: any handlers, behind the real dispatch. */
export type ContractHost = {
  readonly serve: (request: unknown) => Promise<unknown>;
  readonly onEvent: (listener: (name: string, payload: unknown) => void) => () => void;
  readonly emit: (name: string, payload: unknown) => void;
  readonly notes: CallNote[];
};

export function contractHost(handlers: Partial<Handlers>, clock: Clock): ContractHost {
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const notes: CallNote[] = [];
  return {
    serve: (request) => dispatch(handlers as Handlers, clock, request, (note) => notes.push(note)),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (name, payload) => listeners.forEach((listener) => listener(name, payload)),
    notes,
  };
}
