import type { FaultOrder } from '../twin.ts';

/** What can go wrong with the printer itself, by name. */
export const printerFaults = [
  /** Prints, and keeps its answers to itself: each time one answer. */
  'silent',
  /** The roll ends behind line `at` of a slip. */
  'paper-out-at-line',
  /** Somebody opens the cover behind line `at` of a slip. */
  'cover-at-line',
  /** The blade sticks at a cut. It is free again when the printer is told to recover. */
  'cutter-jam',
  /** The head is too hot behind line `at` of a slip, and cools down by itself. */
  'overheat',
  /** A status answer comes with a wrong bit. */
  'garble-status',
  /** `GS ( H` is passed over, as by most clones. */
  'no-process-id',
  /** The mechanics are slower than the line during one slip: the buffer fills. */
  'slow-buffer',
] as const;
export type PrinterFault = (typeof printerFaults)[number];

export type FaultBook = {
  readonly set: (order: FaultOrder) => boolean;
  /** One occasion: whether the fault strikes now. @param line lines of the slip so far, where that matters */
  readonly strikes: (fault: PrinterFault, line?: number) => boolean;
  readonly clear: () => void;
};

export function createFaultBook(): FaultBook {
  const ordered = new Map<PrinterFault, { readonly at: number; readonly left: number }>();

  return {
    set({ name, at, times }) {
      const fault = printerFaults.find((known) => known === name);
      if (fault === undefined) return false;
      ordered.set(fault, { at: at ?? 1, left: times });
      return true;
    },
    strikes(fault, line = Number.POSITIVE_INFINITY) {
      const order = ordered.get(fault);
      if (order === undefined || order.left <= 0 || line < order.at) return false;
      ordered.set(fault, { ...order, left: order.left - 1 });
      return true;
    },
    clear: () => ordered.clear(),
  };
}
