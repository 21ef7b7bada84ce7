import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { urgencies } from '../../../core/records/envelope.ts';
import { sendOrder, type Candidate } from '../../../sync/uploader/send-order.ts';

const nowMs = 1_000_000;
let groups = 1_000;

/** Each of a customer of its own, unless the test says otherwise. */
function row(sequence: number, change: Partial<Candidate> = {}): Candidate {
  groups += 1;
  return {
    sequence,
    urgency: 'ordinary',
    orderGroup: groups,
    isCancellation: false,
    heldUntilMs: 0,
    ...change,
  };
}

describe('the order of sending', () => {
  it('is the most urgent first, and otherwise the oldest', () => {
    const rows = [
      row(1, { urgency: 'deferrable' }),
      row(2),
      row(3, { urgency: 'urgent' }),
      row(4),
      row(5, { urgency: 'urgent' }),
    ];
    expect(sendOrder(rows, nowMs)).toEqual({ due: [3, 5, 2, 4, 1], nextDueMs: null });
  });

  it('lets an earlier record of the same customer go with the urgent one behind it', () => {
    const rows = [
      row(1, { orderGroup: 7, urgency: 'deferrable' }),
      row(2),
      row(3, { orderGroup: 7, urgency: 'urgent' }),
      row(4, { orderGroup: 7 }),
    ];
    expect(sendOrder(rows, nowMs).due).toEqual([1, 3, 2, 4]);
  });

  it('keeps what is held back, with what follows it in its group, and says until when', () => {
    const rows = [
      row(1, { orderGroup: 7, heldUntilMs: nowMs + 1 }),
      row(2, { orderGroup: 7, urgency: 'urgent' }),
      row(3),
      row(4, { heldUntilMs: nowMs + 9 }),
    ];
    expect(sendOrder(rows, nowMs)).toEqual({ due: [3], nextDueMs: nowMs + 1 });
    expect(sendOrder(rows, nowMs + 1)).toEqual({ due: [1, 2, 3], nextDueMs: nowMs + 9 });
  });

  it('lifts the hold of what a cancellation may take back, and sends both first', () => {
    const rows = [
      row(1),
      row(2, { orderGroup: 7, heldUntilMs: nowMs + 500 }),
      row(3, { orderGroup: 7, urgency: 'urgent', isCancellation: true }),
      row(4, { orderGroup: 7, heldUntilMs: nowMs + 700 }),
    ];
    expect(sendOrder(rows, nowMs)).toEqual({ due: [2, 3, 1], nextDueMs: nowMs + 700 });
  });
});

const anyRows = fc
  .array(
    fc.record({
      urgency: fc.constantFrom(...urgencies),
      orderGroup: fc.nat(6),
      isCancellation: fc.boolean(),
      heldForMs: fc.constantFrom(0, 0, -50, 50, 100),
      gap: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 40 },
  )
  .map((drawn) => {
    let sequence = 0;
    return drawn.map(({ gap, heldForMs, ...rest }): Candidate => {
      sequence += gap;
      const isCancellation = rest.isCancellation && rest.urgency === 'urgent';
      return { ...rest, sequence, isCancellation, heldUntilMs: isCancellation ? 0 : nowMs + heldForMs };
    });
  });

describe('whatever waits', () => {
  const check = (claim: (rows: readonly Candidate[], due: readonly Candidate[]) => void) =>
    fc.assert(
      fc.property(anyRows, (rows) => {
        const bySequence = new Map(rows.map((one) => [one.sequence, one]));
        claim(
          rows,
          sendOrder(rows, nowMs).due.map((sequence) => bySequence.get(sequence)!),
        );
      }),
    );

  it('nothing goes twice, and nothing goes that does not wait', () => {
    check((_, due) => expect(new Set(due).size).toBe(due.filter(Boolean).length));
  });

  it('nothing goes before an earlier record of its group', () => {
    check((rows, due) => {
      for (const [at, one] of due.entries()) {
        const before = new Set(due.slice(0, at));
        const earlier = rows.filter((it) => it.orderGroup === one.orderGroup && it.sequence < one.sequence);
        expect(earlier.every((it) => before.has(it))).toBe(true);
      }
    });
  });

  it('nothing that is held goes, unless a cancellation stands behind it in its group', () => {
    check((rows, due) => {
      for (const one of due) {
        if (one.heldUntilMs <= nowMs) continue;
        const behind = rows.filter((it) => it.orderGroup === one.orderGroup && it.sequence > one.sequence);
        expect(behind.some(({ isCancellation }) => isCancellation)).toBe(true);
      }
    });
  });

  it('everything goes once no hold is left', () => {
    check((rows) => {
      const { due, nextDueMs } = sendOrder(rows, nowMs + 1_000);
      expect(due.toSorted((a, b) => a - b)).toEqual(rows.map(({ sequence }) => sequence));
      expect(nextDueMs).toBeNull();
    });
  });

  it('a cancellation always goes, and nobody goes before somebody more urgent without a reason of their own group', () => {
    check((rows, due) => {
      for (const one of rows) if (one.isCancellation) expect(due).toContain(one);
      const rank = ({ urgency, orderGroup, sequence }: Candidate) =>
        Math.min(
          urgencies.indexOf(urgency),
          ...rows
            .filter((it) => it.orderGroup === orderGroup && it.sequence > sequence)
            .map((it) => urgencies.indexOf(it.urgency)),
        );
      const ranks = due.map(rank);
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    });
  });

  it('whenever something stays, the time is told at which more may go', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { due, nextDueMs } = sendOrder(rows, nowMs);
        expect(nextDueMs === null).toBe(due.length === rows.length);
        if (nextDueMs !== null) {
          expect(nextDueMs).toBeGreaterThan(nowMs);
          expect(sendOrder(rows, nextDueMs).due.length).toBeGreaterThan(due.length);
        }
      }),
    );
  });
});

it('orders a hundred thousand records in one go', () => {
  const rows = Array.from({ length: 100_000 }, (_, at) =>
    row(at + 1, { orderGroup: at % 65_536, urgency: urgencies[at % 3]! }),
  );
  expect(sendOrder(rows, nowMs).due).toHaveLength(100_000);
});
