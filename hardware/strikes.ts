import type { DeviceTwin } from './twin.ts';

/** Faults of a twin, each until it has struck as often as ordered. */
export type Strikes<Name extends string> = Pick<DeviceTwin, 'faults' | 'setFault'> & {
  readonly isSet: (name: Name) => boolean;
  /** Whether it strikes now; uses one strike up. */
  readonly strikes: (name: Name) => boolean;
};

export function strikesOf<Name extends string>(names: readonly Name[]): Strikes<Name> {
  const left = new Map<string, number>();
  const isSet = (name: Name) => (left.get(name) ?? 0) > 0;

  return {
    faults: names,
    setFault({ name, times }) {
      const isKnown = names.some((known) => known === name);
      if (isKnown) left.set(name, times);
      return isKnown;
    },
    isSet,
    strikes(name) {
      const isStruck = isSet(name);
      if (isStruck) left.set(name, (left.get(name) ?? 0) - 1);
      return isStruck;
    },
  };
}
