import { expect, test } from 'vitest';
import type { Cell, Found, TrialResult } from '../../../tools/powercut/trial.ts';
import { judgeRun } from '../../../tools/powercut/verdict.ts';
import { result } from './results.ts';

/** A run that passes: the control has lost, nobody else. */
const good: readonly TrialResult[] = [result('strict'), result('relaxed', { lost: 100 }), result('hub')];

const goodBut = (cell: Cell, change: Partial<Found>) =>
  judgeRun(good.map((each) => (each.trial.cell === cell ? result(cell, change, 7) : each)));

test('a run passes when only the relaxed control has lost', () => {
  expect(judgeRun(good)).toEqual({
    summary: {
      trials: 1,
      strictLost: 0,
      relaxedLost: 100,
      hubLost: 0,
      journalLost: 0,
      unionLost: 0,
      invalid: 0,
    },
    failures: [],
  });
});

test('the rig calls itself broken when its control has lost nothing', () => {
  const { summary, failures } = goodBut('relaxed', { lost: 0 });
  expect(summary.relaxedLost).toBe(0);
  expect(failures).toEqual(['THE RIG IS BROKEN: the relaxed control lost nothing']);
});

test('one lost record of a strict kiosk, of a journal, of both stores or of a hub fails the run', () => {
  const strict = goodBut('strict', { lost: 1 });
  expect(strict.summary.strictLost).toBe(1);
  expect(strict.failures).toEqual(['IndexedDB, strict: 1 acknowledged records lost']);
  const journal = goodBut('strict', { journalLost: 2 });
  expect(journal.summary.journalLost).toBe(2);
  expect(journal.failures).toEqual(['journal: 2 acknowledged records lost']);
  const hub = goodBut('hub', { lost: 3 });
  expect(hub.summary.hubLost).toBe(3);
  expect(hub.failures).toEqual(['hub: 3 records lost that it had signed for']);
  const union = goodBut('strict', { unionLost: 4 });
  expect(union.summary.unionLost).toBe(4);
  expect(union.failures).toEqual(['both stores after the repair: 4 acknowledged records lost']);
});

test('a control may lose its database and nothing else: its journal and its repair must hold', () => {
  expect(goodBut('relaxed', { lost: 100, journalLost: 1 }).failures).toHaveLength(1);
  expect(goodBut('relaxed', { lost: 100, unionLost: 1 }).failures).toHaveLength(1);
});

test('a fault fails the run although nothing was lost, and names its trial', () => {
  expect(goodBut('strict', { faults: ['1 gaps'] }).failures).toEqual(['trial 7 (strict): 1 gaps']);
});

test('an invalid trial is neither a pass nor a loss', () => {
  const many = (cell: Cell) => [1, 2, 3, 4].map(() => result(cell));
  const { summary, failures } = judgeRun([...good, ...cellsOf(many), result('hub', 'invalid')]);
  expect(summary).toMatchObject({ trials: 5, hubLost: 0, invalid: 1 });
  expect(failures).toEqual([]);
});

test('a run with too few valid trials of any cell has proved too little', () => {
  const { summary, failures } = judgeRun([...good, result('strict', 'invalid')]);
  expect(summary).toMatchObject({ trials: 1, invalid: 1 });
  expect(failures).toEqual(['strict: 1 of 2 trials were invalid']);
  const none = judgeRun([result('strict'), result('relaxed', { lost: 9 }), result('hub', 'invalid')]);
  expect(none.summary.trials).toBe(0);
  expect(none.failures).toEqual(['hub: 1 of 1 trials were invalid']);
  expect(judgeRun([]).failures).toHaveLength(4);
});

function cellsOf(many: (cell: Cell) => readonly TrialResult[]): readonly TrialResult[] {
  return [...many('strict'), ...many('relaxed'), ...many('hub')];
}
