import type { Emit } from './event-hub.ts';

/** Whether somebody listens privately, and so may hear names and numbers. */
export type Handset = {
  readonly isLifted: () => boolean;
  /** The keypad's contact and the demo's lever each hold one handset. */
  readonly set: (which: 'keypad' | 'dock', isLifted: boolean) => void;
};

export function createHandset(emit: Emit): Handset {
  const lifted = new Set<'keypad' | 'dock'>();
  return {
    isLifted: () => lifted.size > 0,
    set(which, isLifted) {
      const before = lifted.size > 0;
      if (isLifted) lifted.add(which);
      else lifted.delete(which);
      const isPrivate = lifted.size > 0;
      if (isPrivate !== before) emit('listening', { private: isPrivate });
    },
  };
}
