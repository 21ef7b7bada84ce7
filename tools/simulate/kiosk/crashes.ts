import type { Dice } from '../world/dice.ts';

/** Where in the life of a record a machine can die (sync.md 8.2). */
export const crashPoints = [
  'before-transaction',
  'after-transaction',
  'in-journal-write',
  'after-journal',
  'after-acknowledgement',
  'after-send',
  'after-response',
  'before-delete',
  'after-delete',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** `power-cut`: everything, with what was not synced. `host`: its process alone. `page`: the page alone. `killed`: both, and the system stays up. */
export const crashKinds = ['power-cut', 'page', 'host', 'killed'] as const;
export type CrashKind = (typeof crashKinds)[number];

export type PlannedCrash = {
  readonly point: CrashPoint;
  readonly kind: CrashKind;
  /** The how manieth time that this point is reached, from 1. */
  readonly time: number;
};

export function plannedCrashes(dice: Dice, count: number): readonly PlannedCrash[] {
  return Array.from({ length: count }, () => ({
    point: dice.pick(crashPoints),
    kind: dice.chance(40) ? 'power-cut' : dice.pick(crashKinds),
    time: dice.between(1, 5),
  }));
}

/** Says when a planned crash strikes; each strikes once. */
export function crashWatch(planned: readonly PlannedCrash[]) {
  const waiting = [...planned];
  const reached = new Map<CrashPoint, number>();
  return (point: CrashPoint): PlannedCrash | null => {
    const times = (reached.get(point) ?? 0) + 1;
    reached.set(point, times);
    const at = waiting.findIndex((crash) => crash.point === point && crash.time === times);
    return at < 0 ? null : (waiting.splice(at, 1)[0] ?? null);
  };
}
