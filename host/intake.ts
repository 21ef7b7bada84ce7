import type { Intake } from '../core/contract/calls.ts';

export type ClosedWhy = Extract<Intake, { state: 'closed' }>['why'];

/** Whether this machine may take errands. Several things may close it; it opens when all of them are over. */
export type IntakeGate = {
  readonly close: (why: ClosedWhy) => void;
  readonly open: (why: ClosedWhy) => void;
  readonly now: () => Intake;
};

/** What staff are told first when there is more than one reason: the one that lasts longest by itself. */
const order: readonly ClosedWhy[] = [
  'hub-fork',
  'origin-changed',
  'journal-failed',
  'disk-low',
  'rules-expired',
  'offline-limit',
];

/** @param onChange hears every change of what the customer meets */
export function createIntake(onChange: (intake: Intake) => void): IntakeGate {
  const reasons = new Set<ClosedWhy>();
  let told: ClosedWhy | null = null;

  function why(): ClosedWhy | null {
    return order.find((reason) => reasons.has(reason)) ?? null;
  }

  function now(): Intake {
    const reason = why();
    return reason === null ? { state: 'open' } : { state: 'closed', why: reason };
  }

  function tell(): void {
    if (why() === told) return;
    told = why();
    onChange(now());
  }

  return {
    close(reason) {
      reasons.add(reason);
      tell();
    },
    open(reason) {
      reasons.delete(reason);
      tell();
    },
    now,
  };
}
