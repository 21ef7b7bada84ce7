import type { DeviceTwin, FaultOrder } from './twin.ts';

/** Faults of a twin, each until it has struck as often as ordered. */
export type Strikes<Name extends string> = Pick<DeviceTwin, 'faults' | 'setFault'> & {
  readonly isSet: (name: Name) => boolean;
  /** Whether it strikes now; uses one strike up. */
  readonly strikes: (name: Name) => boolean;
  /** As `strikes`, with the order where one counts: its place. Null when it does not strike. */
  readonly struck: (name: Name) => FaultOrder | null;
};

export function strikesOf<Name extends string>(names: readonly Name[]): Strikes<Name> {
  const orders = new Map<string, FaultOrder>();
  const isSet = (name: Name) => (orders.get(name)?.times ?? 0) > 0;

  function struck(name: Name): FaultOrder | null {
    const order = orders.get(name);
    if (order === undefined || order.times <= 0) return null;
    orders.set(name, { ...order, times: order.times - 1 });
    return order;
  }

  return {
    faults: names,
    setFault(order) {
      const isKnown = names.some((known) => known === order.name);
      if (isKnown) orders.set(order.name, order);
      return isKnown;
    },
    isSet,
    strikes: (name) => struck(name) !== null,
    struck,
  };
}
