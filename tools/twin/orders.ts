import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import type { IdCardTwin } from '../../hardware/id-card/twin.ts';
import { twinFaults } from '../../hardware/id-card/virtual-sam.ts';
import type { PrinterTwin } from '../../hardware/printer/twin.ts';

/** One order a person types, e.g. `lay resident`. */
type Order = {
  /** How it is typed, with its choices. */
  readonly usage: string;
  /** Does it and answers `null`, or says why not. `choice` is the second word, `count` the third. */
  readonly obey: (choice: string, count: string) => string | null;
};

export type OrderBook = Readonly<Record<string, Order>>;

export function readerOrders(twin: Pick<IdCardTwin, 'lay' | 'lift' | 'setFault'>): OrderBook {
  return {
    lay: order(twinDemoCards, (card) => twin.lay(card)),
    lift: order({ '': null }, twin.lift),
    fault: {
      usage: `${twinFaults.join('|')} [times, or off; for ever without]`,
      obey(choice, count) {
        const fault = twinFaults.find((name) => name === choice);
        const times = count === '' ? Infinity : count === 'off' ? 0 : Number(count);
        if (fault === undefined) return `no such fault: ${choice}`;
        if (Number.isNaN(times) || times < 0) return `not a number of times: ${count}`;
        twin.setFault(fault, times);
        return null;
      },
    },
  };
}

export function printerOrders(twin: Pick<PrinterTwin, 'set' | 'slips'>): OrderBook {
  const onOff = { on: true, off: false };
  return {
    paper: order({ full: 'full', low: 'low', out: 'out' } as const, (paper) => twin.set({ paper })),
    cover: order({ open: true, closed: false }, (coverOpen) => twin.set({ coverOpen })),
    cutter: order({ jammed: true, free: false }, (cutterJammed) => twin.set({ cutterJammed })),
    head: order({ hot: true, cool: false }, (overheated) => twin.set({ overheated })),
    silent: order(onOff, (silent) => twin.set({ silent })),
    slips: { usage: '', obey: () => `${twin.slips().length} so far` },
  };
}

/** Obeys one line of typing; answers what to show. */
export function obey(book: OrderBook, line: string): string {
  const [name = '', choice = '', count = ''] = line.trim().split(/\s+/);
  if (name === 'help') return usageOf(book);
  const known = Object.hasOwn(book, name) ? book[name] : undefined;
  return known === undefined
    ? `no such order: ${name}\n${usageOf(book)}`
    : (known.obey(choice, count) ?? 'done');
}

export function usageOf(book: OrderBook): string {
  const lines = Object.entries(book).map(([name, { usage }]) => `  ${name} ${usage}`.trimEnd());
  return [...lines, '  help', '  quit'].join('\n');
}

function order<Value>(choices: Readonly<Record<string, Value>>, act: (value: Value) => void): Order {
  const names = Object.keys(choices).join('|');
  return {
    usage: names,
    obey(choice) {
      const value = Object.hasOwn(choices, choice) ? choices[choice] : undefined;
      if (value === undefined) return `one of ${names}, please`;
      act(value);
      return null;
    },
  };
}
