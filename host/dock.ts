import type { DockState } from '../core/contract/dock-calls.ts';
import type { Input } from '../core/contract/calls.ts';
import type { DeviceName } from '../core/devices/states.ts';
import type { Emit } from './event-hub.ts';
import type { Handset } from './handset.ts';
import type { HubLine } from './hub-line.ts';
import type { StaffBell } from './staff-bell.ts';
import type { TwinBench } from './twin-bench.ts';

export type Dock = {
  readonly state: () => DockState;
  readonly set: (wish: Input<'dock.set'>) => DockState;
  /** One order to a twin; answers what to show, or null when there is no such twin. */
  readonly order: (device: DeviceName, words: string) => string | null;
  /** SVG of the slip as it came out; 0 is the newest. */
  readonly slip: (index: number) => string | null;
};

/** The demo's hands: what a person does to the machine, done to its twins. Never touches the customer's screen. */
export function createDock(parts: {
  readonly bench: TwinBench;
  readonly line: HubLine;
  readonly bell: StaffBell;
  readonly handset: Handset;
  readonly emit: Emit;
}): Dock {
  const { bench, line, bell, handset, emit } = parts;

  function state(): DockState {
    return {
      ...bench.state(),
      networkUp: line.isPlugged(),
      handsetLifted: handset.isLifted(),
      staffCalled: bell.call(),
    };
  }

  return {
    state,
    set(wish) {
      bench.set(wish);
      if (wish.networkUp !== undefined) line.plug(wish.networkUp);
      if (wish.staffCalled === null) bell.acknowledge();
      if (wish.handsetLifted !== undefined) handset.set('dock', wish.handsetLifted);
      const now = state();
      emit('dock', now);
      return now;
    },
    order(device, words) {
      const said = bench.order(device, words);
      emit('dock', state());
      return said;
    },
    slip: bench.slip,
  };
}
