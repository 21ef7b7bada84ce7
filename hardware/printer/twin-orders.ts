import type { Order, OrderBook } from '../twin.ts';
import type { TwinMachine } from './twin-machine.ts';

/** What a person can do to the twin by words. */
export function printerOrders(twin: Pick<TwinMachine, 'set' | 'mend' | 'slips'>): OrderBook {
  return {
    paper: choice({ full: 'full', low: 'low', out: 'out' } as const, (paper) => twin.set({ paper })),
    cover: choice({ open: true, closed: false }, (coverOpen) => twin.set({ coverOpen })),
    cutter: choice({ jammed: true, free: false }, (cutterJammed) => twin.set({ cutterJammed })),
    head: choice({ hot: true, cool: false }, (overheated) => twin.set({ overheated })),
    power: choice({ on: false, off: true }, (silent) => twin.set({ silent })),
    mend: {
      usage: '',
      obey() {
        twin.mend();
        return null;
      },
    },
    slips: { usage: '', obey: () => `${twin.slips().length} so far` },
  };
}

function choice<Value>(choices: Readonly<Record<string, Value>>, act: (value: Value) => void): Order {
  const usage = Object.keys(choices).join('|');
  return {
    usage,
    obey([name = '']) {
      const chosen = Object.entries(choices).find(([known]) => known === name);
      if (chosen === undefined) return `one of ${usage}, please`;
      act(chosen[1]);
      return null;
    },
  };
}
