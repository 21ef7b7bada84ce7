import type { Result } from '../core/lib/result.ts';

/** Why a port gave up. `gone`: unplugged or never there; `stalled`: the peer took no bytes within the write deadline. */
export type PortTrouble = 'gone' | 'stalled' | 'closed';

/**
 * A byte pipe to one device, made anew for each connection and never reopened. Serial line, pty, socket and the
 * in-memory twin all look like this; a driver cannot tell them apart.
 */
export type Port = {
  /** Resolves when the bytes have left this process, or with the trouble after `deadlineMs`. Refused once closed. */
  readonly write: (bytes: Uint8Array, deadlineMs: number) => Promise<Result<void, PortTrouble>>;
  /**
   * Chunks of any size, in order; every listener sees each byte once. Bytes that come while nobody listens are
   * dropped: they answer nothing. Returns how to stop listening.
   */
  readonly onBytes: (listener: (chunk: Uint8Array) => void) => () => void;
  /** Fires exactly once, whatever the cause and however often it was closed; at once if the port is closed already. */
  readonly onClosed: (listener: (cause: PortTrouble) => void) => () => void;
  /** Idempotent. */
  readonly close: () => Promise<void>;
};

/** Opens a fresh connection per call, within some seconds. */
export type PortOpener = () => Promise<Result<Port, PortTrouble>>;

/** Why a line could not be opened. To a driver they are all `gone`; a technician mends each differently. */
export type OpeningTrouble =
  | 'line-not-there' // no such path, no such USB device, host unknown
  | 'line-in-use' // another program has it
  | 'line-forbidden' // the kiosk's user may not open it
  | 'line-not-serial' // the path is no serial line, or refuses these settings
  | 'line-ambiguous' // several devices of this vendor and product: a serial number is needed
  | 'line-list-unavailable' // the system cannot say what is plugged in (`udevadm` missing): name a path instead
  | 'line-refused' // nobody listens at this TCP port
  | 'line-opening-slow'; // not open within the deadline
