import type { Result } from '../lib/result.ts';
import type { CallName, EventName, EventPayload, Input, Output, OwnError } from './calls.ts';

/** What can go wrong with any call, whatever it does. */
export type HostFault =
  // answered by dispatch
  | 'no-such-call'
  | 'bad-input'
  | 'bad-output'
  | 'host-crashed'
  | 'host-too-slow'
  // noticed by the caller; silence does not mean that it did not happen
  | 'host-silent'
  | 'host-unreachable'
  | 'bad-reply';

export type Failure<K extends CallName> = {
  readonly code: OwnError<K> | HostFault;
  readonly detail?: string;
};

/** What screens and journeys see of the machine. Never rejects. */
export type Host = {
  readonly invoke: <K extends CallName>(name: K, input: Input<K>) => Promise<Result<Output<K>, Failure<K>>>;
  /** A payload that does not match its schema is dropped and reported to `onBadEvent` of the client. */
  readonly on: <K extends EventName>(name: K, listener: (payload: EventPayload<K>) => void) => () => void;
};

/** What the serving side supplies: one function per call, with that call's own error codes only. */
export type Handlers = {
  readonly [K in CallName]: (
    input: Input<K>,
  ) => Promise<Result<Output<K>, { readonly code: OwnError<K>; readonly detail?: string }>>;
};

/** The request as it crosses a wire. */
export type Request = { readonly correlationId: string; readonly name: string; readonly input: unknown };

/** All that a shell has to supply. Only JSON values cross: Electron clones structurally, a WebSocket carries text. */
export type Wire = {
  readonly request: (request: Request) => Promise<unknown>;
  readonly subscribe: (name: string, listener: (payload: unknown) => void) => () => void;
};
