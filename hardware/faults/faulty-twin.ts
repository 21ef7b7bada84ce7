import type { Clock } from '../../core/lib/clock.ts';
import type { Random } from '../../core/lib/random.ts';
import type { DeviceTwin } from '../twin.ts';
import { faultPlan } from './fault-plan.ts';
import type { FaultPlan } from './fault-plan.ts';
import { faultGrammar, faultWordProblem, readFault } from './fault-words.ts';
import { faultyPort } from './faulty-port.ts';
import { isLineFault, lineFaultNames } from './line-fault.ts';
import type { PlannedFault } from './line-fault.ts';

/** A twin on a bad line: the device's own faults and those of its line, by the same names and the same order. */
export type FaultyTwin = DeviceTwin & { readonly line: FaultPlan };

/** @param random decides what a fault leaves open; the same seed breaks the same things */
export function onFaultyLine(
  twin: DeviceTwin,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): FaultyTwin {
  const line = faultPlan();
  const faults = [...new Set([...twin.faults, ...lineFaultNames])];

  function set(fault: PlannedFault): string | null {
    if (isLineFault(fault.name)) line.add(fault);
    else if (fault.after > 0) return 'after is for faults of the line';
    else if (!twin.setFault(fault)) return `no such fault: ${fault.name}; one of ${faults.join(', ')}`;
    return null;
  }

  return {
    line,
    faults,
    attach: (port) => twin.attach(faultyPort(port, line, random, clock)),
    setFault: (fault) => set({ ...fault, after: 0 }) === null,
    orders: {
      ...twin.orders,
      fault: {
        usage: `${faultGrammar}: ${faults.join('|')}`,
        obey(words) {
          const fault = readFault(words);
          return fault.ok ? set(fault.value) : faultWordProblem(fault.error);
        },
      },
    },
  };
}
