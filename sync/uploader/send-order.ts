import { urgencies } from '../../core/records/envelope.ts';
import type { WaitingRow } from '../outbox/waiting-rows.ts';

/** What the order of sending looks at. */
export type Candidate = Pick<
  WaitingRow,
  'sequence' | 'urgency' | 'orderGroup' | 'isCancellation' | 'heldUntilMs'
>;

export type SendOrder = {
  /** Sequences in the order in which they go. */
  readonly due: readonly number[];
  /** When the next that is held back may go, monotonic; null when none is. */
  readonly nextDueMs: number | null;
};

/**
 * The order of sending: most urgent first, otherwise oldest first, and never a record before an earlier one of its
 * order group, which is as urgent as what stands behind it. What is held back stays until its time is up, and keeps
 * what follows it in its group; a cancellation waits for nobody and lifts the hold of what it may take back, which is
 * everything of its group before it. Pure.
 *
 * @param unsent ascending
 */
export function sendOrder(unsent: Iterable<Candidate>, nowMs: number): SendOrder {
  const byUrgency: number[][] = urgencies.map(() => []);
  let nextDueMs: number | null = null;
  for (const group of groupsOf(unsent).values()) {
    const upTo = dueLength(group, nowMs);
    const held = group[upTo];
    if (held !== undefined) nextDueMs = Math.min(nextDueMs ?? Infinity, held.heldUntilMs);
    let rank: number = urgencies.length;
    for (const { urgency } of group.slice(upTo)) rank = Math.min(rank, urgencies.indexOf(urgency));
    for (const { sequence, urgency } of group.slice(0, upTo).toReversed()) {
      rank = Math.min(rank, urgencies.indexOf(urgency));
      byUrgency[rank]?.push(sequence);
    }
  }
  return { due: byUrgency.flatMap((sequences) => sequences.toSorted((a, b) => a - b)), nextDueMs };
}

function groupsOf(unsent: Iterable<Candidate>): ReadonlyMap<number, Candidate[]> {
  const groups = new Map<number, Candidate[]>();
  for (const one of unsent) {
    const group = groups.get(one.orderGroup);
    if (group === undefined) groups.set(one.orderGroup, [one]);
    else group.push(one);
  }
  return groups;
}

/** How many of a group may go: up to its last cancellation whatever is held, and on to the first that is held. */
function dueLength(group: readonly Candidate[], nowMs: number): number {
  const lifted = group.findLastIndex(({ isCancellation }) => isCancellation) + 1;
  const held = group.findIndex(({ heldUntilMs }, at) => at >= lifted && heldUntilMs > nowMs);
  return held < 0 ? group.length : held;
}
