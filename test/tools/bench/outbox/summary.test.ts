import { expect, it } from 'vitest';
import { lines, nameOf, ownLine } from '../../../../tools/bench/outbox/lines.ts';
import { meetsOf, ratiosOf, summaryOf, type RoundFigures } from '../../../../tools/bench/outbox/summary.ts';

type Given = { readonly enqueueMs?: readonly number[]; readonly drainRowsPerSecond?: number };

/** A round in which every line gives the same, but for those that are named. */
function round(given: Readonly<Record<string, Given>>): readonly RoundFigures[] {
  return lines.map((line) => ({
    line,
    enqueueMs: [1],
    drainRowsPerSecond: 100,
    heapMb: 2,
    ...given[nameOf(line)],
  }));
}

it('takes the percentiles of each round and the median over the rounds', () => {
  const rounds = [
    [1, 2, 9],
    [4, 5, 6],
    [2, 3, 30],
  ].map((enqueueMs) => round({ 'care-kiosk-strict': { enqueueMs } }));
  const { enqueueP50Ms, enqueueP99Ms } = summaryOf(ownLine, rounds);
  expect(enqueueP50Ms).toEqual({ median: 3, min: 2, max: 5 });
  expect(enqueueP99Ms).toEqual({ median: 9, min: 6, max: 30 });
});

it('divides figures of one round by one another, so that a slow round spoils no ratio', () => {
  const rounds = [
    round({ 'care-kiosk-strict': { drainRowsPerSecond: 400 }, 'rxdb-strict': { drainRowsPerSecond: 200 } }),
    round({ 'care-kiosk-strict': { drainRowsPerSecond: 40 }, 'rxdb-strict': { drainRowsPerSecond: 10 } }),
    round({ 'care-kiosk-strict': { drainRowsPerSecond: 900 }, 'rxdb-strict': { drainRowsPerSecond: 300 } }),
  ];
  expect(ratiosOf(rounds).drainVsRxdb).toEqual({ median: 3, min: 2, max: 4 });
});

it('compares with the strict lines of the peers and never with the relaxed ones', () => {
  const ratios = ratiosOf([
    round({
      'care-kiosk-strict': { drainRowsPerSecond: 1_000, enqueueMs: [4] },
      'pouchdb-strict': { drainRowsPerSecond: 50 },
      'pouchdb-relaxed': { drainRowsPerSecond: 1_000 },
      'plain-dexie-strict': { enqueueMs: [2] },
      'plain-dexie-relaxed': { enqueueMs: [1] },
    }),
  ]);
  expect(ratios.drainVsPouchdb.median).toBe(20);
  expect(ratios.acceptVsDexie.median).toBe(2);
});

it('holds the targets as bounds that may just be reached', () => {
  const over = (median: number) => ({ median, min: 0, max: 99 });
  const reached = { drainVsRxdb: over(2), drainVsPouchdb: over(10), acceptVsDexie: over(2) };
  expect(meetsOf(reached)).toEqual({ drainVsRxdb: true, drainVsPouchdb: true, acceptVsDexie: true });
  const missed = { drainVsRxdb: over(1.99), drainVsPouchdb: over(9.99), acceptVsDexie: over(2.01) };
  expect(meetsOf(missed)).toEqual({ drainVsRxdb: false, drainVsPouchdb: false, acceptVsDexie: false });
});

it('gives no figure for a round from which a line is missing', () => {
  expect(() => ratiosOf([round({}).slice(1)])).toThrow('care-kiosk-strict');
});
