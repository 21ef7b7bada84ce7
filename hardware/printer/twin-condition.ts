import { type TwinCondition, automaticStatus, newTwin } from './twin-status.ts';

/** The twin's condition, which tells of its changes by itself once `GS a` has asked for that. */
export type ConditionKeeper = {
  readonly now: () => TwinCondition;
  readonly become: (change: Partial<TwinCondition>) => void;
  /** `GS a n`: tells at once, and from then on; 0 ends it. */
  readonly tellChanges: (mask: number) => void;
};

export function keepCondition(say: (bytes: readonly number[]) => void): ConditionKeeper {
  let now: TwinCondition = { ...newTwin, hasCutterError: false };
  let tells = false;

  return {
    now: () => now,
    become(change) {
      const before = automaticStatus(now);
      now = { ...now, ...change };
      const after = automaticStatus(now);
      if (tells && after.some((byte, index) => byte !== before[index])) say(after);
    },
    tellChanges(mask) {
      tells = mask !== 0 && now.supportsAutomaticStatus;
      if (tells) say(automaticStatus(now));
    },
  };
}
