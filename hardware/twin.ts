import type { Port } from './port.ts';

/** A fault by name. `at` is its place in what it spoils (a line of paper, a byte of an answer), null where it has none. */
export type FaultOrder = { readonly name: string; readonly at: number | null; readonly times: number };

/** Something a person, a script or the dock can do to a twin by words, e.g. `lay resident`. */
export type Order = {
  /** What follows the order's name, with its choices, for the help: `full|low|out`. */
  readonly usage: string;
  /** Does it and answers null, or says why not. */
  readonly obey: (words: readonly string[]) => string | null;
};
export type OrderBook = Readonly<Record<string, Order>>;

/** A virtual device that speaks the real protocol's bytes at the pace of its line. */
export type DeviceTwin = {
  /** Answers on this connection until it closes or the returned function is called. */
  readonly attach: (port: Port) => () => void;
  readonly orders: OrderBook;
  /** Faults of the device itself; those of its line (noise, stall, unplug …) are `hardware/faults`. */
  readonly faults: readonly string[];
  /** Strikes the next `times` occasions it concerns. False when the twin knows no such fault. */
  readonly setFault: (fault: FaultOrder) => boolean;
};
